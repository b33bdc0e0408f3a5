//! External identifiers in the one form in which the graph keeps them.
//!
//! Every function takes an identifier bare, with its prefix (`doi:`) or as a URL, whatever its case, and
//! returns its normal form, or `None` where the text cannot be one.

/// What may stand before an identifier of one scheme.
struct Scheme {
    prefix: &'static str,
    hosts: &'static [&'static str],
}

impl Scheme {
    /// The identifier inside `text`: without resolver and prefix, query and fragment.
    fn strip<'a>(&self, text: &'a str) -> Stripped<'a> {
        let text = text.trim();
        if let Some(rest) = strip_ignoring_case(text, self.prefix) {
            return Stripped { rest: rest.trim_start(), named: true };
        }
        let url = strip_ignoring_case(text, "https://").or_else(|| strip_ignoring_case(text, "http://"));
        let place = strip_ignoring_case(url.unwrap_or(text), "www.").or(url).unwrap_or(text);
        match self.hosts.iter().find_map(|host| strip_ignoring_case(place, host)) {
            Some(rest) => {
                Stripped { rest: rest.split(['?', '#']).next().unwrap_or(rest).trim_end_matches('/'), named: true }
            }
            None => Stripped { rest: text, named: false },
        }
    }
}

struct Stripped<'a> {
    rest: &'a str,
    /// Did the text say what it is?
    named: bool,
}

fn strip_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// What a link to the full text adds, taken off.
fn without_pdf(text: &str) -> &str {
    without_ending(text, ".pdf").unwrap_or(text)
}

fn without_ending<'a>(text: &'a str, ending: &str) -> Option<&'a str> {
    let (start, end) = text.split_at_checked(text.len().checked_sub(ending.len())?)?;
    end.eq_ignore_ascii_case(ending).then_some(start)
}

/// A digital object identifier: `10.`, a registrant, a slash, a suffix (ISO 26324). Lower case. The resolvers that some
/// publishers ran are known, too.
///
/// ```
/// use scholargraph::identifier::doi;
/// assert_eq!(doi("https://doi.org/10.7717/PeerJ.4375").as_deref(), Some("10.7717/peerj.4375"));
/// assert_eq!(doi("http://doi.acm.org/10.1145/362384.362685").as_deref(), Some("10.1145/362384.362685"));
/// assert_eq!(doi("11.7717/peerj"), None);
/// ```
#[must_use]
pub fn doi(text: &str) -> Option<String> {
    const SCHEME: Scheme =
        Scheme { prefix: "doi:", hosts: &["doi.org/", "dx.doi.org/", "doi.acm.org/", "doi.ieeecomputersociety.org/"] };
    let rest = SCHEME.strip(text).rest;
    let (registrant, suffix) = rest.strip_prefix("10.")?.split_once('/')?;
    let plausible = registrant.len() >= 4
        && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !suffix.is_empty()
        && !rest.contains(char::is_whitespace);
    plausible.then(|| rest.to_lowercase())
}

/// An arXiv identifier, `2203.04570` or `hep-th/9901001`, without its version.
///
/// ```
/// use scholargraph::identifier::arxiv;
/// assert_eq!(arxiv("https://arxiv.org/abs/2203.04570v2").as_deref(), Some("2203.04570"));
/// assert_eq!(arxiv("arXiv:hep-th/9901001").as_deref(), Some("hep-th/9901001"));
/// assert_eq!(arxiv("HTTPS://ARXIV.ORG/PDF/2203.04570V2.PDF").as_deref(), Some("2203.04570"));
/// assert_eq!(arxiv("2203"), None);
/// ```
#[must_use]
pub fn arxiv(text: &str) -> Option<String> {
    const SCHEME: Scheme = Scheme {
        prefix: "arxiv:",
        hosts: &[
            "arxiv.org/abs/",
            "arxiv.org/pdf/",
            "arxiv.org/html/",
            "doi.org/10.48550/arxiv.",
            "dx.doi.org/10.48550/arxiv.",
        ],
    };
    let rest = SCHEME.strip(text).rest;
    let rest = strip_ignoring_case(rest, "10.48550/arxiv.").unwrap_or(rest);
    let rest = without_pdf(rest);
    let bare = match rest.rsplit_once(['v', 'V']) {
        Some((id, version)) if !version.is_empty() && all_digits(version) => id,
        _ => rest,
    };
    (is_new_arxiv(bare) || is_old_arxiv(bare)).then(|| bare.to_lowercase())
}

/// Letters, digits, and what may join them: all that such ids are made of.
fn is_word(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_new_arxiv(id: &str) -> bool {
    id.split_once('.').is_some_and(|(month, number)| {
        month.len() == 4 && all_digits(month) && matches!(number.len(), 4 | 5) && all_digits(number)
    })
}

fn is_old_arxiv(id: &str) -> bool {
    id.split_once('/').is_some_and(|(archive, number)| {
        let letters = archive.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'.'));
        !archive.is_empty() && letters && number.len() == 7 && all_digits(number)
    })
}

/// An ORCID iD with hyphens: sixteen characters, the last a check digit (ISO 7064 MOD 11-2), which must be right.
///
/// ```
/// use scholargraph::identifier::orcid;
/// assert_eq!(orcid("https://orcid.org/0000-0001-6187-6610").as_deref(), Some("0000-0001-6187-6610"));
/// assert_eq!(orcid("0000-0001-6187-6611"), None);
/// ```
#[must_use]
pub fn orcid(text: &str) -> Option<String> {
    const SCHEME: Scheme = Scheme { prefix: "orcid:", hosts: &["orcid.org/"] };
    let rest = SCHEME.strip(text).rest;
    let characters: Vec<u8> = rest.bytes().filter(|&byte| byte != b'-').map(|byte| byte.to_ascii_uppercase()).collect();
    let (&check, digits) = characters.split_last()?;
    if digits.len() != 15 || rest.len() > 19 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let total = digits.iter().fold(0, |total, digit| (total + u32::from(digit - b'0')) * 2 % 11);
    let expected = (12 - total) % 11;
    let right =
        if check == b'X' { expected == 10 } else { check.is_ascii_digit() && u32::from(check - b'0') == expected };
    let groups: Vec<&str> = characters.chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    right.then(|| groups.join("-"))
}

/// A ROR identifier: nine characters that begin with 0.
///
/// ```
/// use scholargraph::identifier::ror;
/// assert_eq!(ror("https://ror.org/00JMFR291").as_deref(), Some("00jmfr291"));
/// ```
#[must_use]
pub fn ror(text: &str) -> Option<String> {
    const SCHEME: Scheme = Scheme { prefix: "ror:", hosts: &["ror.org/"] };
    let rest = SCHEME.strip(text).rest;
    let plausible = rest.len() == 9 && rest.starts_with('0') && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plausible.then(|| rest.to_lowercase())
}

/// A PubMed identifier: a number.
///
/// ```
/// use scholargraph::identifier::pmid;
/// assert_eq!(pmid("https://pubmed.ncbi.nlm.nih.gov/29456894/").as_deref(), Some("29456894"));
/// ```
#[must_use]
pub fn pmid(text: &str) -> Option<String> {
    const SCHEME: Scheme = Scheme { prefix: "pmid:", hosts: &["pubmed.ncbi.nlm.nih.gov/", "ncbi.nlm.nih.gov/pubmed/"] };
    let rest = SCHEME.strip(text).rest;
    ((1..=9).contains(&rest.len()) && all_digits(rest)).then(|| rest.to_owned())
}

/// A PubMed Central identifier: `PMC` and a number. A bare number is one only where the text says so.
///
/// ```
/// use scholargraph::identifier::pmcid;
/// assert_eq!(pmcid("https://www.ncbi.nlm.nih.gov/pmc/articles/5815332").as_deref(), Some("PMC5815332"));
/// assert_eq!(pmcid("5815332"), None);
/// ```
#[must_use]
pub fn pmcid(text: &str) -> Option<String> {
    const SCHEME: Scheme =
        Scheme { prefix: "pmcid:", hosts: &["ncbi.nlm.nih.gov/pmc/articles/", "pmc.ncbi.nlm.nih.gov/articles/"] };
    let stripped = SCHEME.strip(text);
    let number = strip_ignoring_case(stripped.rest, "pmc");
    let number = number.or(stripped.named.then_some(stripped.rest))?;
    ((1..=9).contains(&number.len()) && all_digits(number)).then(|| format!("PMC{number}"))
}

/// An ACL Anthology identifier, `2020.acl-main.463` or `P19-1017`. One that does not say so is not told apart
/// from other ids.
///
/// ```
/// use scholargraph::identifier::acl;
/// assert_eq!(acl("https://aclanthology.org/2020.acl-main.463/").as_deref(), Some("2020.acl-main.463"));
/// assert_eq!(acl("acl:P19-1017").as_deref(), Some("P19-1017"));
/// assert_eq!(acl("acl:acl:P19-1017"), None);
/// ```
#[must_use]
pub fn acl(text: &str) -> Option<String> {
    const SCHEME: Scheme =
        Scheme { prefix: "acl:", hosts: &["aclanthology.org/", "aclweb.org/anthology/", "doi.org/10.18653/v1/"] };
    let stripped = SCHEME.strip(text);
    let id = without_pdf(stripped.rest);
    // A second ending would be taken off the next time.
    (stripped.named && is_word(id) && without_pdf(id) == id).then(|| id.to_owned())
}

/// The key of a record in DBLP, `journals/cacm/Codd70`, as it stands: case tells keys apart. The page of a person is the
/// record `homepages/…` behind it. One that does not say so is not told apart from other ids.
///
/// ```
/// use scholargraph::identifier::dblp;
/// assert_eq!(dblp("dblp:journals/cacm/Codd70").as_deref(), Some("journals/cacm/Codd70"));
/// assert_eq!(dblp("https://dblp.org/rec/journals/cacm/Codd70.html").as_deref(), Some("journals/cacm/Codd70"));
/// assert_eq!(dblp("https://dblp.org/rec/bibtex/journals/cacm/Codd70").as_deref(), Some("journals/cacm/Codd70"));
/// assert_eq!(dblp("https://dblp.uni-trier.de/pid/c/EdgarFCodd.html").as_deref(), Some("homepages/c/EdgarFCodd"));
/// assert_eq!(dblp("dblp-pid:c/EdgarFCodd").as_deref(), Some("homepages/c/EdgarFCodd"));
/// assert_eq!(dblp("journals/cacm/Codd70"), None);
/// assert_eq!(dblp("dblp:Codd70"), None);
/// ```
#[must_use]
pub fn dblp(text: &str) -> Option<String> {
    const RECORDS: Scheme = Scheme {
        prefix: "dblp:",
        hosts: &[
            "dblp.org/rec/html/",
            "dblp.org/rec/bibtex/",
            "dblp.org/rec/",
            "dblp.uni-trier.de/rec/html/",
            "dblp.uni-trier.de/rec/bibtex/",
            "dblp.uni-trier.de/rec/",
            "dblp.dagstuhl.de/rec/",
        ],
    };
    const PEOPLE: Scheme =
        Scheme { prefix: "dblp-pid:", hosts: &["dblp.org/pid/", "dblp.uni-trier.de/pid/", "dblp.dagstuhl.de/pid/"] };
    let (person, record) = (PEOPLE.strip(text), RECORDS.strip(text));
    let key = match (person.named, record.named) {
        (true, _) => format!("homepages/{}", without_page(person.rest)),
        (_, true) => without_page(record.rest).to_owned(),
        (false, false) => return None,
    };
    // What could be stripped again would be another key the next time.
    let stays = without_page(&key) == key && !RECORDS.strip(&key).named && !PEOPLE.strip(&key).named;
    (stays && is_dblp_key(&key)).then_some(key)
}

/// What DBLP adds to a key for the forms in which it shows a record, taken off.
fn without_page(text: &str) -> &str {
    let endings = [".html", ".bib", ".xml"];
    endings.iter().find_map(|ending| without_ending(text, ending)).unwrap_or(text)
}

/// Words between slashes, at least two of them.
fn is_dblp_key(key: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#<>\"&".contains(&byte))
    };
    key.len() <= 200 && key.contains('/') && key.split('/').all(word)
}

/// The short form of an OpenAlex id: a letter and a number, or what follows the entity's name.
///
/// ```
/// use scholargraph::identifier::openalex;
/// assert_eq!(openalex("https://openalex.org/W2741809807").as_deref(), Some("W2741809807"));
/// assert_eq!(openalex("https://api.openalex.org/works/w2741809807").as_deref(), Some("W2741809807"));
/// assert_eq!(openalex("https://openalex.org/subfields/1705").as_deref(), Some("1705"));
/// assert_eq!(openalex("1705"), None);
/// assert_eq!(openalex("10.3390/w13020123"), None);
/// ```
#[must_use]
pub fn openalex(text: &str) -> Option<String> {
    const SCHEME: Scheme = Scheme { prefix: "openalex:", hosts: &["openalex.org/", "api.openalex.org/"] };
    let stripped = SCHEME.strip(text);
    // What stands behind a slash elsewhere may be the end of another identifier: of a DOI, say.
    let id = if stripped.named { stripped.rest.rsplit('/').next().unwrap_or(stripped.rest) } else { stripped.rest };
    let (letter, number) = id.split_at_checked(1)?;
    let lettered = letter.bytes().all(|byte| byte.is_ascii_alphabetic()) && !number.is_empty() && all_digits(number);
    if lettered { Some(id.to_uppercase()) } else { (stripped.named && is_word(id)).then(|| id.to_owned()) }
}
