//! Real corpora come out as independent programs counted them.

mod acl;
mod arxiv;
mod crossref;
mod dblp;
mod facts;
mod openalex;
mod ror;
