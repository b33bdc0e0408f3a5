//! Real corpora come out as independent programs counted them.

mod acl;
mod arxiv;
mod crossref;
mod dblp;
mod openalex;
mod ror;
