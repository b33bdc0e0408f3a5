//! YAML files, whole. What their aliases expand to is bounded.

use serde::de::DeserializeOwned;

use crate::quarantine::{Reason, Rejection};

/// Reads a document.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Rejection> {
    serde_saphyr::from_str(text).map_err(|error| {
        let message = error.to_string();
        let message = message.lines().next().unwrap_or_default();
        let place = error.location().map(|place| format!("line {}, column {}: ", place.line(), place.column()));
        Rejection::new(Reason::MalformedYaml, format!("{}{message}", place.unwrap_or_default()))
    })
}
