//! arXiv's categories (<https://arxiv.org/category_taxonomy>) with the archives and groups they belong to, closed ones
//! included.

use scholargraph::model::TopicAttributes;

/// The attributes of the category called `key`. One that is not known is called by its key.
pub(super) fn attributes(key: &str) -> TopicAttributes<'_> {
    let archive = key.split_once('.').map_or(key, |(archive, _)| archive);
    let archive = ARCHIVES.binary_search_by_key(&archive, |known| known.0).ok().map(|at| ARCHIVES[at]);
    let category = CATEGORIES.binary_search_by_key(&key, |known| known.0).ok().map(|at| CATEGORIES[at].1);
    // An archive is a category, too, where it has none or had none yet.
    let name = category.or(archive.filter(|archive| archive.0 == key).map(|archive| archive.1));
    let mut attributes = TopicAttributes { name: name.unwrap_or(key).into(), ..TopicAttributes::default() };
    if let Some((id, name, group)) = archive {
        (attributes.field_id, attributes.field) = (id.into(), name.into());
        (attributes.domain_id, attributes.domain) = (group.0.into(), group.1.into());
    }
    attributes
}

/// A group of archives: id and name.
type Group = (&'static str, &'static str);

const PHYSICS: Group = ("grp_physics", "Physics");
const CS: Group = ("grp_cs", "Computer Science");
const ECON: Group = ("grp_econ", "Economics");
const EESS: Group = ("grp_eess", "Electrical Engineering and Systems Science");
const MATH: Group = ("grp_math", "Mathematics");
const Q_BIO: Group = ("grp_q-bio", "Quantitative Biology");
const Q_FIN: Group = ("grp_q-fin", "Quantitative Finance");
const STAT: Group = ("grp_stat", "Statistics");

/// Id, name and group of every archive, by id.
#[rustfmt::skip]
const ARCHIVES: &[(&str, &str, Group)] = &[
    ("acc-phys", "Accelerator Physics", PHYSICS),
    ("adap-org", "Adaptation, Noise, and Self-Organizing Systems", PHYSICS),
    ("alg-geom", "Algebraic Geometry", MATH),
    ("ao-sci", "Atmospheric-Oceanic Sciences", PHYSICS),
    ("astro-ph", "Astrophysics", PHYSICS),
    ("atom-ph", "Atomic, Molecular and Optical Physics", PHYSICS),
    ("bayes-an", "Bayesian Analysis", PHYSICS),
    ("chao-dyn", "Chaotic Dynamics", PHYSICS),
    ("chem-ph", "Chemical Physics", PHYSICS),
    ("cmp-lg", "Computation and Language", CS),
    ("comp-gas", "Cellular Automata and Lattice Gases", PHYSICS),
    ("cond-mat", "Condensed Matter", PHYSICS),
    ("cs", "Computer Science", CS),
    ("dg-ga", "Differential Geometry", MATH),
    ("econ", "Economics", ECON),
    ("eess", "Electrical Engineering and Systems Science", EESS),
    ("funct-an", "Functional Analysis", MATH),
    ("gr-qc", "General Relativity and Quantum Cosmology", PHYSICS),
    ("hep-ex", "High Energy Physics - Experiment", PHYSICS),
    ("hep-lat", "High Energy Physics - Lattice", PHYSICS),
    ("hep-ph", "High Energy Physics - Phenomenology", PHYSICS),
    ("hep-th", "High Energy Physics - Theory", PHYSICS),
    ("math", "Mathematics", MATH),
    ("math-ph", "Mathematical Physics", PHYSICS),
    ("mtrl-th", "Materials Theory", PHYSICS),
    ("nlin", "Nonlinear Sciences", PHYSICS),
    ("nucl-ex", "Nuclear Experiment", PHYSICS),
    ("nucl-th", "Nuclear Theory", PHYSICS),
    ("patt-sol", "Pattern Formation and Solitons", PHYSICS),
    ("physics", "Physics", PHYSICS),
    ("plasm-ph", "Plasma Physics", PHYSICS),
    ("q-alg", "Quantum Algebra and Topology", MATH),
    ("q-bio", "Quantitative Biology", Q_BIO),
    ("q-fin", "Quantitative Finance", Q_FIN),
    ("quant-ph", "Quantum Physics", PHYSICS),
    ("solv-int", "Exactly Solvable and Integrable Systems", PHYSICS),
    ("stat", "Statistics", STAT),
    ("supr-con", "Superconductivity", PHYSICS),
];

/// Key and name of every category inside an archive, by key.
#[rustfmt::skip]
const CATEGORIES: &[(&str, &str)] = &[
    ("astro-ph.CO", "Cosmology and Nongalactic Astrophysics"),
    ("astro-ph.EP", "Earth and Planetary Astrophysics"),
    ("astro-ph.GA", "Astrophysics of Galaxies"),
    ("astro-ph.HE", "High Energy Astrophysical Phenomena"),
    ("astro-ph.IM", "Instrumentation and Methods for Astrophysics"),
    ("astro-ph.SR", "Solar and Stellar Astrophysics"),
    ("cond-mat.dis-nn", "Disordered Systems and Neural Networks"),
    ("cond-mat.mes-hall", "Mesoscale and Nanoscale Physics"),
    ("cond-mat.mtrl-sci", "Materials Science"),
    ("cond-mat.other", "Other Condensed Matter"),
    ("cond-mat.quant-gas", "Quantum Gases"),
    ("cond-mat.soft", "Soft Condensed Matter"),
    ("cond-mat.stat-mech", "Statistical Mechanics"),
    ("cond-mat.str-el", "Strongly Correlated Electrons"),
    ("cond-mat.supr-con", "Superconductivity"),
    ("cs.AI", "Artificial Intelligence"),
    ("cs.AR", "Hardware Architecture"),
    ("cs.CC", "Computational Complexity"),
    ("cs.CE", "Computational Engineering, Finance, and Science"),
    ("cs.CG", "Computational Geometry"),
    ("cs.CL", "Computation and Language"),
    ("cs.CR", "Cryptography and Security"),
    ("cs.CV", "Computer Vision and Pattern Recognition"),
    ("cs.CY", "Computers and Society"),
    ("cs.DB", "Databases"),
    ("cs.DC", "Distributed, Parallel, and Cluster Computing"),
    ("cs.DL", "Digital Libraries"),
    ("cs.DM", "Discrete Mathematics"),
    ("cs.DS", "Data Structures and Algorithms"),
    ("cs.ET", "Emerging Technologies"),
    ("cs.FL", "Formal Languages and Automata Theory"),
    ("cs.GL", "General Literature"),
    ("cs.GR", "Graphics"),
    ("cs.GT", "Computer Science and Game Theory"),
    ("cs.HC", "Human-Computer Interaction"),
    ("cs.IR", "Information Retrieval"),
    ("cs.IT", "Information Theory"),
    ("cs.LG", "Machine Learning"),
    ("cs.LO", "Logic in Computer Science"),
    ("cs.MA", "Multiagent Systems"),
    ("cs.MM", "Multimedia"),
    ("cs.MS", "Mathematical Software"),
    ("cs.NA", "Numerical Analysis"),
    ("cs.NE", "Neural and Evolutionary Computing"),
    ("cs.NI", "Networking and Internet Architecture"),
    ("cs.OH", "Other Computer Science"),
    ("cs.OS", "Operating Systems"),
    ("cs.PF", "Performance"),
    ("cs.PL", "Programming Languages"),
    ("cs.RO", "Robotics"),
    ("cs.SC", "Symbolic Computation"),
    ("cs.SD", "Sound"),
    ("cs.SE", "Software Engineering"),
    ("cs.SI", "Social and Information Networks"),
    ("cs.SY", "Systems and Control"),
    ("econ.EM", "Econometrics"),
    ("econ.GN", "General Economics"),
    ("econ.TH", "Theoretical Economics"),
    ("eess.AS", "Audio and Speech Processing"),
    ("eess.IV", "Image and Video Processing"),
    ("eess.SP", "Signal Processing"),
    ("eess.SY", "Systems and Control"),
    ("math.AC", "Commutative Algebra"),
    ("math.AG", "Algebraic Geometry"),
    ("math.AP", "Analysis of PDEs"),
    ("math.AT", "Algebraic Topology"),
    ("math.CA", "Classical Analysis and ODEs"),
    ("math.CO", "Combinatorics"),
    ("math.CT", "Category Theory"),
    ("math.CV", "Complex Variables"),
    ("math.DG", "Differential Geometry"),
    ("math.DS", "Dynamical Systems"),
    ("math.FA", "Functional Analysis"),
    ("math.GM", "General Mathematics"),
    ("math.GN", "General Topology"),
    ("math.GR", "Group Theory"),
    ("math.GT", "Geometric Topology"),
    ("math.HO", "History and Overview"),
    ("math.IT", "Information Theory"),
    ("math.KT", "K-Theory and Homology"),
    ("math.LO", "Logic"),
    ("math.MG", "Metric Geometry"),
    ("math.MP", "Mathematical Physics"),
    ("math.NA", "Numerical Analysis"),
    ("math.NT", "Number Theory"),
    ("math.OA", "Operator Algebras"),
    ("math.OC", "Optimization and Control"),
    ("math.PR", "Probability"),
    ("math.QA", "Quantum Algebra"),
    ("math.RA", "Rings and Algebras"),
    ("math.RT", "Representation Theory"),
    ("math.SG", "Symplectic Geometry"),
    ("math.SP", "Spectral Theory"),
    ("math.ST", "Statistics Theory"),
    ("nlin.AO", "Adaptation and Self-Organizing Systems"),
    ("nlin.CD", "Chaotic Dynamics"),
    ("nlin.CG", "Cellular Automata and Lattice Gases"),
    ("nlin.PS", "Pattern Formation and Solitons"),
    ("nlin.SI", "Exactly Solvable and Integrable Systems"),
    ("physics.acc-ph", "Accelerator Physics"),
    ("physics.ao-ph", "Atmospheric and Oceanic Physics"),
    ("physics.app-ph", "Applied Physics"),
    ("physics.atm-clus", "Atomic and Molecular Clusters"),
    ("physics.atom-ph", "Atomic Physics"),
    ("physics.bio-ph", "Biological Physics"),
    ("physics.chem-ph", "Chemical Physics"),
    ("physics.class-ph", "Classical Physics"),
    ("physics.comp-ph", "Computational Physics"),
    ("physics.data-an", "Data Analysis, Statistics and Probability"),
    ("physics.ed-ph", "Physics Education"),
    ("physics.flu-dyn", "Fluid Dynamics"),
    ("physics.gen-ph", "General Physics"),
    ("physics.geo-ph", "Geophysics"),
    ("physics.hist-ph", "History and Philosophy of Physics"),
    ("physics.ins-det", "Instrumentation and Detectors"),
    ("physics.med-ph", "Medical Physics"),
    ("physics.optics", "Optics"),
    ("physics.plasm-ph", "Plasma Physics"),
    ("physics.pop-ph", "Popular Physics"),
    ("physics.soc-ph", "Physics and Society"),
    ("physics.space-ph", "Space Physics"),
    ("q-bio.BM", "Biomolecules"),
    ("q-bio.CB", "Cell Behavior"),
    ("q-bio.GN", "Genomics"),
    ("q-bio.MN", "Molecular Networks"),
    ("q-bio.NC", "Neurons and Cognition"),
    ("q-bio.OT", "Other Quantitative Biology"),
    ("q-bio.PE", "Populations and Evolution"),
    ("q-bio.QM", "Quantitative Methods"),
    ("q-bio.SC", "Subcellular Processes"),
    ("q-bio.TO", "Tissues and Organs"),
    ("q-fin.CP", "Computational Finance"),
    ("q-fin.EC", "Economics"),
    ("q-fin.GN", "General Finance"),
    ("q-fin.MF", "Mathematical Finance"),
    ("q-fin.PM", "Portfolio Management"),
    ("q-fin.PR", "Pricing of Securities"),
    ("q-fin.RM", "Risk Management"),
    ("q-fin.ST", "Statistical Finance"),
    ("q-fin.TR", "Trading and Market Microstructure"),
    ("stat.AP", "Applications"),
    ("stat.CO", "Computation"),
    ("stat.ME", "Methodology"),
    ("stat.ML", "Machine Learning"),
    ("stat.OT", "Other Statistics"),
    ("stat.TH", "Statistics Theory"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_found_by_their_key() {
        assert!(CATEGORIES.is_sorted_by_key(|category| category.0) && ARCHIVES.is_sorted_by_key(|archive| archive.0));
        for (key, name) in CATEGORIES {
            let attributes = attributes(key);
            assert!(attributes.name == *name && !attributes.field.is_empty(), "{key}");
        }
    }

    #[test]
    fn categories_have_an_archive_and_a_group() {
        let vision = attributes("cs.CV");
        assert_eq!(vision.name, "Computer Vision and Pattern Recognition");
        assert_eq!((vision.field_id, vision.field), ("cs".into(), "Computer Science".into()));
        let soft = attributes("cond-mat.soft");
        assert_eq!(
            (soft.field, soft.domain_id, soft.domain),
            ("Condensed Matter".into(), "grp_physics".into(), "Physics".into())
        );
        assert_eq!(
            (attributes("hep-ph").name, attributes("cmp-lg").domain),
            ("High Energy Physics - Phenomenology".into(), "Computer Science".into())
        );
    }

    #[test]
    fn unknown_categories_keep_their_key() {
        let (unknown, newer) = (attributes("no.SUCH"), attributes("cs.XX"));
        assert_eq!((unknown.name, unknown.field), ("no.SUCH".into(), "".into()));
        assert_eq!((newer.name, newer.field), ("cs.XX".into(), "Computer Science".into()));
    }
}
