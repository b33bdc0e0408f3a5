//! Which steps a command line asks for.

use anyhow::{Result, bail};

use super::{STEPS, Step};

/// The steps to run: all of them unless told otherwise.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Selection {
    fast: bool,
    names: Vec<&'static str>,
}

impl Selection {
    /// Reads the arguments of `cargo xtask test`.
    ///
    /// # Errors
    ///
    /// Fails on an unknown option or step, naming what there is.
    ///
    /// # Examples
    ///
    /// ```
    /// use xtask::test::Selection;
    ///
    /// assert!(Selection::parse(&["--fast"]).is_ok());
    /// assert!(Selection::parse(&["clippy", "tests"]).is_ok());
    /// assert!(Selection::parse(&["lunch"]).is_err());
    /// ```
    pub fn parse(arguments: &[&str]) -> Result<Self> {
        let mut selection = Self::default();
        for &argument in arguments {
            match STEPS.iter().find(|step| step.name == argument) {
                Some(step) => selection.names.push(step.name),
                None if argument == "--fast" => selection.fast = true,
                None => bail!("`test` knows no step or option `{argument}`; the steps are: {}", names()),
            }
        }
        Ok(selection)
    }

    /// A step that is named runs even with `--fast`.
    pub(super) fn wants(&self, step: &Step) -> bool {
        if self.names.is_empty() { !(self.fast && step.slow) } else { self.names.contains(&step.name) }
    }
}

fn names() -> String {
    STEPS.iter().map(|step| step.name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(arguments: &[&str]) -> Vec<&'static str> {
        let selection = Selection::parse(arguments).unwrap();
        STEPS.iter().filter(|step| selection.wants(step)).map(|step| step.name).collect()
    }

    #[test]
    fn everything_is_the_default() {
        assert_eq!(selected(&[]).len(), STEPS.len());
    }

    #[test]
    fn fast_leaves_out_the_slow_ones() {
        let fast = selected(&["--fast"]);
        assert!(fast.contains(&"tests") && !fast.contains(&"docs"), "{fast:?}");
    }

    #[test]
    fn named_steps_run_alone_and_in_the_list_s_order() {
        assert_eq!(selected(&["docs", "tidy"]), ["tidy", "docs"]);
        assert_eq!(selected(&["--fast", "docs"]), ["docs"]);
    }

    #[test]
    fn an_unknown_step_is_refused_with_what_there_is() {
        let error = Selection::parse(&["lunch"]).unwrap_err().to_string();
        assert!(error.contains("`lunch`") && error.contains("doc-tests"), "{error}");
    }
}
