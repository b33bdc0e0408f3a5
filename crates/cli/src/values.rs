//! Values of options that are more than a number or a word.

use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use scholargraph::{DeriveTopics, Kind, Measure, Unite, slice::Select, suggest};
use scholargraph_bench::Unit;
use scholargraph_generate::MAX_WORKS;
use scholargraph_import::People;
use scholargraph_server::wire::{Layout, Within};

/// A number, or `none` for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit(pub(crate) Option<u32>);

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Self(None));
        }
        match text.parse() {
            Ok(limit) if limit > 0 => Ok(Self(Some(limit))),
            _ => Err("a number above 0, or `none`".to_owned()),
        }
    }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Some(limit) => limit.fmt(f),
            None => f.write_str("none"),
        }
    }
}

/// How many works to generate: a number, or a size by its letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Works(pub(crate) u64);

impl FromStr for Works {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let works = match text {
            "S" => Some(100_000),
            "M" => Some(1_000_000),
            "L" => Some(5_000_000),
            number => number.parse().ok().filter(|works| (1..=MAX_WORKS).contains(works)),
        };
        works.map(Self).ok_or_else(|| format!("a number from 1 to {MAX_WORKS}, or S, M, L"))
    }
}

/// How many there would be of what columns grow with: `works=480000000,people=110000000`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counts(pub(crate) Vec<(Unit, u64)>);

impl FromStr for Counts {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut counts: Vec<(Unit, u64)> = Vec::new();
        for part in text.split(',') {
            let names = || Unit::COUNTED.map(Unit::name).join(", ");
            let (name, count) = part.split_once('=').ok_or_else(|| format!("`{part}` is not NAME=NUMBER"))?;
            let unit = Unit::from_name(name).ok_or_else(|| format!("`{name}` is not one of: {}", names()))?;
            let count = count.parse().ok().filter(|count| (1..=MAX_COUNT).contains(count));
            let count = count.ok_or_else(|| format!("`{part}`: a number from 1 to {MAX_COUNT}"))?;
            if counts.iter().any(|(there, _)| *there == unit) {
                return Err(format!("`{name}` is given twice"));
            }
            counts.push((unit, count));
        }
        Ok(Self(counts))
    }
}

/// More than there ever will be of anything, and far from where sums overflow.
const MAX_COUNT: u64 = 1_000_000_000_000;

/// Who is who, by its name.
pub(crate) fn people() -> impl TypedValueParser<Value = People> {
    let names = People::ALL.iter().map(|people| people.name());
    PossibleValuesParser::new(names)
        .map(|name| People::ALL.iter().copied().find(|people| people.name() == name).unwrap_or_default())
}

/// What makes works of several sources one, by its name.
pub(crate) fn unite() -> impl TypedValueParser<Value = Unite> {
    let names = Unite::ALL.iter().map(|unite| unite.name());
    PossibleValuesParser::new(names)
        .map(|name| Unite::ALL.iter().copied().find(|unite| unite.name() == name).unwrap_or_default())
}

/// What topics are derived from, by its name.
pub(crate) fn topics() -> impl TypedValueParser<Value = DeriveTopics> {
    let names = DeriveTopics::ALL.iter().map(|topics| topics.name());
    PossibleValuesParser::new(names)
        .map(|name| DeriveTopics::ALL.iter().copied().find(|topics| topics.name() == name).unwrap_or_default())
}

/// A kind of node by its name.
pub(crate) fn kind(name: &str) -> Result<Kind, String> {
    Kind::from_name(name).ok_or_else(|| format!("one of: {}", Kind::ALL.map(Kind::name).join(", ")))
}

/// A measure by its name.
pub(crate) fn measure(name: &str) -> Result<Measure, String> {
    Measure::from_name(name).ok_or_else(|| format!("one of: {}", Measure::NAMES.join(", ")))
}

/// A measure of suggestions by its name.
pub(crate) fn suggestion_measure(name: &str) -> Result<suggest::Measure, String> {
    suggest::Measure::from_name(name).ok_or_else(|| format!("one of: {}", suggest::Measure::NAMES.join(", ")))
}

/// A selection by its name.
pub(crate) fn select(name: &str) -> Result<Select, String> {
    Select::from_name(name).ok_or_else(|| format!("one of: {}", Select::NAMES.join(", ")))
}

/// A part of the graph by its name.
pub(crate) fn within(name: &str) -> Result<Within, String> {
    Within::from_name(name).ok_or_else(|| format!("one of: {}", Within::NAMES.join(", ")))
}

/// A layout by its name.
pub(crate) fn layout(name: &str) -> Result<Layout, String> {
    Layout::from_name(name).ok_or_else(|| format!("one of: {}", Layout::NAMES.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_numbers_or_sizes() {
        assert_eq!("M".parse(), Ok(Works(1_000_000)));
        assert_eq!("20000".parse(), Ok(Works(20_000)));
        for wrong in ["0", "-1", "XL", "", "1000000001", "99999999999999999999"] {
            assert!(wrong.parse::<Works>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn counts_are_named_once_each() {
        let counts = |text: &str| text.parse::<Counts>();
        let (works, cites) = (Unit::Nodes(Kind::Work), Unit::Cites);
        assert_eq!(counts("works=480000000,cites=7"), Ok(Counts(vec![(works, 480_000_000), (cites, 7)])));
        for wrong in
            ["", "works", "works=", "works=0", "papers=1", "works=1,works=2", "works=1,", "works=9999999999999"]
        {
            assert!(counts(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn limits_are_numbers_or_none() {
        assert_eq!("none".parse(), Ok(Limit(None)));
        assert_eq!("25".parse(), Ok(Limit(Some(25))));
        assert!("0".parse::<Limit>().is_err());
        assert!("many".parse::<Limit>().is_err());
    }
}
