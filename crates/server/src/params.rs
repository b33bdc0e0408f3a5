//! The query of an address: every parameter once, known, and within its bounds.

use std::{fmt::Display, str::FromStr};

use crate::{
    Code, Problem,
    bounds::{Decimal, Length, Whole},
    problem::shown,
};

/// What is left of a query while its parameters are taken out one by one.
///
/// **Invariant:** a parameter that nobody takes is refused by [`finish`](Self::finish), so an address accepts
/// exactly what its code reads.
#[derive(Debug)]
pub(crate) struct Params {
    left: Vec<(String, String)>,
    accepted: Vec<&'static str>,
}

impl Params {
    /// The parameters of `query`. A hyphen in a name counts as an underscore, as the options of the command line
    /// are written with hyphens.
    pub(crate) fn parse(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes());
        let left = pairs.map(|(name, value)| (name.replace('-', "_"), value.into_owned())).collect();
        Self { left, accepted: Vec::new() }
    }

    /// Any text of at most so many bytes.
    pub(crate) fn text(&mut self, bound: &Length) -> Result<Option<String>, Problem> {
        let Some(value) = self.take(bound.name)? else { return Ok(None) };
        if bound.admits(&value) { Ok(Some(value)) } else { Err(invalid(bound.name, &value, bound)) }
    }

    /// Like [`text`](Self::text), where the question makes no sense without.
    pub(crate) fn required_text(&mut self, bound: &Length) -> Result<String, Problem> {
        self.text(bound)?.ok_or_else(|| missing(bound.name, bound))
    }

    /// Like [`text`](Self::text), where nothing given, or given empty, is no mistake: a search box sends both.
    pub(crate) fn text_or_empty(&mut self, bound: &Length) -> Result<String, Problem> {
        let value = self.take(bound.name)?.unwrap_or_default();
        if value.is_empty() || bound.admits(&value) { Ok(value) } else { Err(invalid(bound.name, &value, bound)) }
    }

    /// A whole number.
    pub(crate) fn whole<T: TryFrom<u32>>(&mut self, bound: &Whole) -> Result<Option<T>, Problem> {
        let Some(value) = self.take(bound.name)? else { return Ok(None) };
        bound.parse(&value).map(Some).ok_or_else(|| invalid(bound.name, &value, bound))
    }

    /// A whole number, or `none` for no limit: the outer `None` where it is not given.
    pub(crate) fn limit_or_none(&mut self, bound: &Whole) -> Result<Option<Option<u32>>, Problem> {
        let Some(value) = self.take(bound.name)? else { return Ok(None) };
        if value == "none" {
            return Ok(Some(None));
        }
        let number = bound.parse(&value).map(|number| Some(Some(number)));
        number.ok_or_else(|| invalid(bound.name, &value, format_args!("{bound}, or none")))
    }

    /// A number with a fraction.
    pub(crate) fn decimal(&mut self, bound: &Decimal) -> Result<Option<f64>, Problem> {
        let Some(value) = self.take(bound.name)? else { return Ok(None) };
        let number = f64::from_str(&value).ok().filter(|&number| bound.admits(number));
        number.map(Some).ok_or_else(|| invalid(bound.name, &value, bound))
    }

    /// One of the words that `from_name` knows, which are `names`.
    pub(crate) fn word<T>(
        &mut self,
        name: &'static str,
        names: &[&str],
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        let Some(value) = self.take(name)? else { return Ok(None) };
        let accepts = || format!("one of {}", names.join(", "));
        from_name(&value).map(Some).ok_or_else(|| invalid(name, &value, accepts()))
    }

    /// The parameters that were asked about so far, whether they are there or not.
    pub(crate) fn accepted(&self) -> &[&'static str] {
        &self.accepted
    }

    /// Refuses what nobody took.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        let Some((name, _)) = self.left.first() else { return Ok(()) };
        let accepts = match self.accepted.as_slice() {
            [] => "no parameters".to_owned(),
            names => names.join(", "),
        };
        let detail = format!("`{}` is not a parameter of this address, which accepts {accepts}", shown(name));
        Err(Problem::with(Code::UnknownParameter, name, accepts, detail))
    }

    fn take(&mut self, name: &'static str) -> Result<Option<String>, Problem> {
        self.accepted.push(name);
        let (taken, left) = std::mem::take(&mut self.left).into_iter().partition(|(given, _)| given == name);
        self.left = left;
        let taken: Vec<_> = taken;
        if taken.len() > 1 {
            let detail = format!("`{name}` is there {} times", taken.len());
            return Err(Problem::with(Code::RepeatedParameter, name, "one value", detail));
        }
        Ok(taken.into_iter().next().map(|(_, value)| value))
    }
}

/// A parameter has a value that it does not accept.
pub(crate) fn invalid(name: &str, value: &str, accepts: impl Display) -> Problem {
    let detail = format!("`{name}` is `{}`; it accepts {accepts}", shown(value));
    Problem::with(Code::InvalidParameter, name, accepts.to_string(), detail)
}

/// A parameter that should be there is not.
fn missing(name: &str, accepts: impl Display) -> Problem {
    let detail = format!("`{name}` is missing; it accepts {accepts}");
    Problem::with(Code::MissingParameter, name, accepts.to_string(), detail)
}

/// A parameter that only means something beside another one.
pub(crate) fn out_of_place(name: &str, accepts: &str) -> Problem {
    let detail = format!("`{name}` is given, but accepted only {accepts}");
    Problem::with(Code::InvalidParameter, name, accepts, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bounds;

    fn limit(query: &str) -> Result<Option<usize>, Problem> {
        let mut params = Params::parse(query);
        let limit: Option<u32> = params.whole(&bounds::LIMIT)?;
        params.finish()?;
        Ok(limit.map(|limit| limit as usize))
    }

    fn refused(query: &str) -> (Code, String, String) {
        let problem = limit(query).unwrap_err();
        let parameter = problem.parameter.unwrap();
        (problem.code, parameter.name, parameter.accepts)
    }

    #[test]
    fn numbers_within_bounds_are_taken() {
        assert_eq!(limit("").unwrap(), None);
        assert_eq!(limit("limit=7").unwrap(), Some(7));
        assert_eq!(limit("l%69mit=1000").unwrap(), Some(1000));
    }

    #[test]
    fn everything_else_is_refused_by_name() {
        let accepts = "a whole number from 1 to 1000".to_owned();
        for query in
            ["limit=0", "limit=1001", "limit=", "limit", "limit=-1", "limit=%2B7", "limit=99999999999", "limit=7.0"]
        {
            assert_eq!(refused(query), (Code::InvalidParameter, "limit".into(), accepts.clone()), "{query}");
        }
        assert_eq!(refused("limit=1&limit=1").0, Code::RepeatedParameter);
        assert_eq!(refused("limit=1&b=2"), (Code::UnknownParameter, "b".into(), "limit".into()));
        assert_eq!(refused("=").0, Code::UnknownParameter);
    }

    #[test]
    fn hyphens_are_underscores() {
        for query in ["max-authors=7", "max_authors=7"] {
            assert_eq!(Params::parse(query).limit_or_none(&bounds::MAX_AUTHORS).unwrap(), Some(Some(7)));
        }
        assert_eq!(Params::parse("max-authors=none").limit_or_none(&bounds::MAX_AUTHORS).unwrap(), Some(None));
    }

    #[test]
    fn texts_have_a_longest() {
        let query = |bytes| Params::parse(&format!("q={}", "a".repeat(bytes))).required_text(&bounds::QUERY);
        assert!(query(512).is_ok());
        assert_eq!(query(513).unwrap_err().code, Code::InvalidParameter);
        assert_eq!(query(0).unwrap_err().code, Code::InvalidParameter);
        assert_eq!(Params::parse("").required_text(&bounds::QUERY).unwrap_err().code, Code::MissingParameter);
    }

    #[test]
    fn fractions_are_finite() {
        let half_life = |query: &str| Params::parse(query).decimal(&bounds::HALF_LIFE);
        assert_eq!(half_life("half_life=0.5").unwrap(), Some(0.5));
        for query in ["half_life=0", "half_life=nan", "half_life=inf", "half_life=-1", "half_life=x"] {
            assert_eq!(half_life(query).unwrap_err().code, Code::InvalidParameter, "{query}");
        }
    }
}
