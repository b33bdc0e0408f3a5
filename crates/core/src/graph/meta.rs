//! Facts about the whole graph.

/// Facts about the whole graph that its tables do not say, or not quickly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "snapshot", derive(serde::Serialize, serde::Deserialize))]
pub struct Meta {
    /// Hash of the tables: equal for equal graphs, however they were built.
    pub id: String,
    /// What the corpus is called.
    pub corpus: String,
    /// Names of the sources that the records come from.
    pub sources: Vec<String>,
    /// Works with more people than this are left out of the stored `collaborates`; `None` for no limit.
    pub max_authors: Option<u32>,
    /// How many works were left out for that.
    pub works_over_author_limit: usize,
    /// Oldest and newest year of any work.
    pub years: Option<(i16, i16)>,
    /// Connected components of people, those without a collaborator included, whatever the author limit.
    pub components: usize,
    /// People in the largest of them.
    pub largest_component: usize,
    /// Communities of people; 0 where they were not found.
    pub communities: usize,
}

impl Meta {
    /// The year from which ages are counted unless the caller names one: the newest in the corpus, 0 where none is known.
    #[must_use]
    pub fn reference_year(&self) -> i16 {
        self.years.map_or(0, |(_, newest)| newest)
    }

    /// Does the stored `collaborates` relation hold exactly those who share a work of at most `max_authors` people
    /// (`None` for any number)?
    #[must_use]
    pub fn stores_collaborators(&self, max_authors: Option<u32>) -> bool {
        // Where no work exceeds the stored limit, no larger limit makes a difference.
        let no_work_between = self.works_over_author_limit == 0
            && self.max_authors.is_some_and(|stored| max_authors.is_none_or(|limit| limit >= stored));
        self.max_authors == max_authors || no_work_between
    }
}
