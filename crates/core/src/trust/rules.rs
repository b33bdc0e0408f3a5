//! The formula `trust-1`: its groups, its weights, and what each rule asks for.

use super::facts::{Facts, Proof, counted};
use crate::WorkId;

/// A group of rules, whose points together are capped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// R: the record of works.
    Record,
    /// I: identifiers of the person.
    Identity,
    /// A: where the person works.
    Affiliation,
    /// C: what the owner and their colleagues confirm.
    Community,
}

impl Group {
    /// All groups.
    pub const ALL: [Self; 4] = [Self::Record, Self::Identity, Self::Affiliation, Self::Community];

    /// The points that the group can earn.
    #[must_use]
    pub const fn cap(self) -> u32 {
        match self {
            Self::Record => 25,
            Self::Identity => 35,
            Self::Affiliation | Self::Community => 20,
        }
    }
}

/// One kind of evidence and what it is worth.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Its code: the letter of its group and a number.
    pub code: &'static str,
    /// Its group.
    pub group: Group,
    /// The points that it can earn.
    pub max: u32,
    /// Can only the owner of an account fulfil it?
    pub needs_account: bool,
    /// What has to happen for (more of) its points.
    pub how: &'static str,
    /// What the facts earn out of so many points.
    pub(super) earned: fn(&Facts<'_>, u32) -> Option<Earned>,
}

/// What a rule found.
#[derive(Debug)]
pub(super) struct Earned {
    pub(super) points: u32,
    pub(super) why: String,
    pub(super) works: Vec<WorkId>,
}

/// The weights of the formula.
pub static RULES: [Rule; 13] = [
    Rule {
        code: "R1",
        group: Group::Record,
        max: 5,
        needs_account: false,
        how: "A work with a DOI, an arXiv, a PubMed or an ACL Anthology identifier is found",
        earned: persistent,
    },
    Rule {
        code: "R2",
        group: Group::Record,
        max: 10,
        needs_account: false,
        how: "More works with a persistent identifier: 3 earn half of the points, 10 earn all",
        earned: several,
    },
    Rule {
        code: "R3",
        group: Group::Record,
        max: 5,
        needs_account: false,
        how: "A work with a persistent identifier names a co-author",
        earned: coauthored,
    },
    Rule {
        code: "R4",
        group: Group::Record,
        max: 5,
        needs_account: false,
        how: "A work appears in a journal or at a conference",
        earned: curated,
    },
    Rule {
        code: "I1",
        group: Group::Identity,
        max: 5,
        needs_account: false,
        how: "The source learns the person's ORCID",
        earned: orcid,
    },
    Rule {
        code: "I2",
        group: Group::Identity,
        max: 10,
        needs_account: false,
        how: "A work is published with the ORCID on its byline",
        earned: asserted,
    },
    Rule {
        code: "I3",
        group: Group::Identity,
        max: 15,
        needs_account: true,
        how: "The owner signs in with the ORCID",
        earned: proven_orcid,
    },
    Rule {
        code: "I4",
        group: Group::Identity,
        max: 5,
        needs_account: false,
        how: "The source learns a second identifier beside the ORCID, such as Scopus'",
        earned: second_identifier,
    },
    Rule {
        code: "A1",
        group: Group::Affiliation,
        max: 5,
        needs_account: false,
        how: "A work of the last five years names an institution that has a ROR identifier beside the person",
        earned: recent_institution,
    },
    Rule {
        code: "A2",
        group: Group::Affiliation,
        max: 15,
        needs_account: true,
        how: "The owner verifies an e-mail address of that institution",
        earned: institutional_mail,
    },
    Rule {
        code: "C1",
        group: Group::Community,
        max: 10,
        needs_account: true,
        how: "The owner claims this profile",
        earned: claimed,
    },
    Rule {
        code: "C2",
        group: Group::Community,
        max: 5,
        needs_account: true,
        how: "The owner reviews at least 80 % of the listed works",
        earned: reviewed,
    },
    Rule {
        code: "C3",
        group: Group::Community,
        max: 5,
        needs_account: true,
        how: "At least two co-authors of level L3 or above confirm this profile",
        earned: confirmed_by_colleagues,
    },
];

/// From so many works with a persistent identifier on, [`several`] earns half of its points.
const SEVERAL: usize = 3;
/// From so many on, it earns all of them.
const MANY: usize = 10;

fn persistent(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    proven(&facts.persistent, max, |count| {
        format!("{} with a persistent identifier (DOI, arXiv, PubMed or ACL Anthology)", counted(count, "work"))
    })
}

fn several(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    let points = match facts.persistent.count {
        ..SEVERAL => return None,
        SEVERAL..MANY => max / 2,
        MANY.. => max,
    };
    proven(&facts.persistent, points, |count| {
        format!("{count} works with a persistent identifier; {SEVERAL} earn {} points, {MANY} earn {max}", max / 2)
    })
}

fn coauthored(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    proven(&facts.coauthored, max, |count| {
        format!("A co-author on {} with a persistent identifier", counted(count, "work"))
    })
}

fn curated(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    proven(&facts.curated, max, |count| format!("{} in a journal or at a conference", counted(count, "work")))
}

fn orcid(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    let orcid = facts.orcid?;
    Some(Earned { points: max, why: format!("An ORCID whose check digit is right: {orcid}"), works: Vec::new() })
}

fn asserted(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    proven(&facts.asserted, max, |count| {
        format!("{} with this ORCID beside this person and nobody else", counted(count, "byline"))
    })
}

fn second_identifier(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    let found = facts.orcid.is_some() && facts.has_scopus;
    found.then(|| Earned {
        points: max,
        why: "A Scopus author identifier beside the ORCID".to_owned(),
        works: Vec::new(),
    })
}

fn recent_institution(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    let (first, last) = facts.recent_years?;
    proven(&facts.recent, max, |count| {
        format!("{} of {first} to {last} with an institution that has a ROR identifier", counted(count, "work"))
    })
}

fn institutional_mail(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    let (owner, _) = facts.owner.zip(facts.mail)?;
    let why = format!("The owner has an e-mail address at {}, of an institution on this record", owner.email_domain);
    Some(Earned { points: max, why, works: Vec::new() })
}

fn claimed(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    let why = || "The owner of an account claimed this profile, and the claim was accepted".to_owned();
    facts.owner.map(|_| Earned { points: max, why: why(), works: Vec::new() })
}

fn proven_orcid(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    let orcid = facts.proven_orcid?;
    Some(Earned { points: max, why: format!("The owner signed in with the ORCID {orcid}"), works: Vec::new() })
}

fn reviewed(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    let (confirmed, listed) = facts.reviewed;
    let why = || format!("The owner confirmed {confirmed} of {}", counted(listed, "listed work"));
    facts.is_reviewed().then(|| Earned { points: max, why: why(), works: Vec::new() })
}

/// So many co-authors have to confirm.
const COLLEAGUES: usize = 2;

fn confirmed_by_colleagues(facts: &Facts<'_>, max: u32) -> Option<Earned> {
    let why = || format!("{} co-authors whose records are claimed confirm this one", facts.colleagues);
    (facts.colleagues >= COLLEAGUES).then(|| Earned { points: max, why: why(), works: Vec::new() })
}

/// `points` where there is any proof.
fn proven(proof: &Proof, points: u32, why: impl FnOnce(usize) -> String) -> Option<Earned> {
    (proof.count > 0).then(|| Earned { points, why: why(proof.count), works: proof.works.clone() })
}
