//! What is being served.

use crate::{
    Loaded,
    asked::Asked,
    route::{Answer, Understood, understood},
    wire::{About, to_json},
};

/// `GET /v1`
pub(crate) fn about(_: &mut Asked, _: &Loaded) -> Understood {
    understood(|loaded| Answer::json(to_json(&About::new(loaded))))
}
