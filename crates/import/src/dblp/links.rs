//! The `<ee>` of a publication: links to electronic editions, of which a record may have several.

use scholargraph::{
    identifier,
    model::{WorkAttributes, flag},
};

/// A longer link is none.
const MAX_LINK_BYTES: usize = 2000;

/// What links say: of each kind, the first one.
#[derive(Debug, Default)]
pub(super) struct Links {
    doi: Option<String>,
    arxiv: Option<String>,
    acl: Option<String>,
    open: Option<String>,
}

impl Links {
    /// Takes in a link; `open` if DBLP says that it may be read without paying, as what arXiv and the ACL Anthology have
    /// always may.
    pub(super) fn take(&mut self, link: &str, open: bool) {
        let link = link.trim();
        if link.len() > MAX_LINK_BYTES {
            return;
        }
        let (arxiv, acl) = (identifier::arxiv(link), identifier::acl(link));
        if self.open.is_none() && is_url(link) && (open || arxiv.is_some() || acl.is_some()) {
            self.open = Some(link.to_owned());
        }
        self.doi = self.doi.take().or_else(|| identifier::doi(link));
        self.arxiv = self.arxiv.take().or(arxiv);
        self.acl = self.acl.take().or(acl);
    }

    /// Hands over what was found.
    pub(super) fn settle(self, attributes: &mut WorkAttributes<'_>) {
        attributes.doi = self.doi.unwrap_or_default().into();
        attributes.arxiv = self.arxiv.unwrap_or_default().into();
        attributes.acl = self.acl.unwrap_or_default().into();
        if let Some(open) = self.open {
            attributes.open_access_url = open.into();
            attributes.flags |= flag::OPEN_ACCESS;
        }
    }
}

fn is_url(link: &str) -> bool {
    let web = link.starts_with("https://") || link.starts_with("http://");
    web && !link.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(links: &[(&str, bool)], expected: [&str; 4]) {
        let (mut all, mut attributes) = (Links::default(), WorkAttributes::default());
        links.iter().for_each(|(link, open)| all.take(link, *open));
        all.settle(&mut attributes);
        let found = [&*attributes.doi, &*attributes.arxiv, &*attributes.acl, &*attributes.open_access_url];
        assert_eq!(found, expected, "{links:?}");
        assert_eq!(attributes.flags & flag::OPEN_ACCESS != 0, !expected[3].is_empty(), "{links:?}");
    }

    #[test]
    fn links_are_identifiers_where_they_can_be() {
        check(&[("http://dx.doi.org/10.1007/BF03036466", false)], ["10.1007/bf03036466", "", "", ""]);
        check(&[(" http://doi.acm.org/10.1145/1.2 ", false)], ["10.1145/1.2", "", "", ""]);
        check(&[("http://doi.ieeecomputersociety.org/10.1109/X.2", false)], ["10.1109/x.2", "", "", ""]);
        check(
            &[("http://arxiv.org/abs/cs/0101001v2", false)],
            ["", "cs/0101001", "", "http://arxiv.org/abs/cs/0101001v2"],
        );
        let both = "https://doi.org/10.48550/arXiv.2203.04570";
        check(&[(both, false)], ["10.48550/arxiv.2203.04570", "2203.04570", "", both]);
        let acl = "https://aclanthology.org/P19-1017/";
        check(&[(acl, false)], ["", "", "P19-1017", acl]);
        check(&[("db/conf/x/y.html", true), ("", true), ("https://elsewhere.example/a", false)], [""; 4]);
        check(&[("javascript:alert(1)", true), ("https://a b", true)], [""; 4]);
        check(&[(&format!("https://doi.org/10.1145/{}", "x".repeat(MAX_LINK_BYTES)), true)], [""; 4]);
    }

    #[test]
    fn of_several_the_first_of_each_kind_counts() {
        let links = [
            ("https://dl.acm.org/citation.cfm?id=1", false),
            ("https://doi.org/10.1145/1.1", true),
            ("https://doi.org/10.1145/2.2", false),
            ("https://arxiv.org/abs/2203.04570", false),
        ];
        check(&links, ["10.1145/1.1", "2203.04570", "", "https://doi.org/10.1145/1.1"]);
    }
}
