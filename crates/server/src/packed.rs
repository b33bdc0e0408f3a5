//! Answers as they go over the wire to whoever takes them packed: kept ones are packed once, not for every client.

use std::io::{self, Write};

use axum::http::{HeaderMap, header};
use flate2::{Compression, write::GzEncoder};

use crate::route::{Answer, Coding};

/// Answers shorter than this are sent as they are: packing them costs more than it saves.
pub(crate) const WORTH_PACKING: usize = 1024;

/// Would the client rather have gzip than anything else?
///
/// Where it only would not mind (a weight below 1), or names no coding, whoever packs answers on their way decides.
pub(crate) fn wants_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|coding| coding.trim().eq_ignore_ascii_case("gzip"))
}

impl Answer {
    /// May it gain by being packed?
    pub(crate) fn is_worth_packing(&self) -> bool {
        self.coding == Coding::Identity && self.body.len() >= WORTH_PACKING
    }

    /// The same answer, packed with gzip.
    pub(crate) fn packed(&self) -> io::Result<Self> {
        let mut packer = GzEncoder::new(Vec::with_capacity(self.body.len() / 4), Compression::default());
        packer.write_all(&self.body)?;
        let answer = Self::new(self.media_type, packer.finish()?);
        Ok(Self { coding: Coding::Gzip, file_name: self.file_name, policy: self.policy, ..answer })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn wants(lists: &[&'static str]) -> bool {
        let headers = lists.iter().map(|list| (header::ACCEPT_ENCODING, HeaderValue::from_static(list)));
        wants_gzip(&headers.collect())
    }

    #[test]
    fn gzip_is_wanted_by_name_and_without_reserve() {
        assert!(wants(&["gzip"]));
        assert!(wants(&["br, GZip ,deflate"]));
        assert!(wants(&["br", "gzip"]));
        for lists in [&[][..], &["br"], &["*"], &["gzip;q=0"], &["identity, gzip;q=0.5"], &["x-gzip"]] {
            assert!(!wants(lists), "{lists:?}");
        }
    }
}
