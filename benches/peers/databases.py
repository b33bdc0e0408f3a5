"""The queries on databases, in SQL.

    python databases.py duckdb FOLDER
    python databases.py postgres FOLDER      PGHOST and PGPORT say where the server listens
"""

import sys

import pyarrow

import steps
from ask import ask, processor, say
from corpus import Corpus

TABLES = {
    "authored": ("work", "person"),
    "produced": ("work", "institution"),
    "about": ("work", "topic"),
    "cites": ("work", "cited"),
}

COLLABORATORS = """
    SELECT b.person, count(*) AS shared FROM authored a JOIN authored b ON b.work = a.work
    WHERE a.person = {0} AND b.person <> {0} GROUP BY b.person ORDER BY shared DESC, b.person LIMIT {1}
"""

OWN = "SELECT work FROM authored WHERE person = {0}"

SLICE = {
    "own": "SELECT w.work FROM authored a JOIN works w ON w.work = a.work WHERE a.person = {0} "
    "ORDER BY w.cited_by DESC, w.work LIMIT 60",
    "person": "SELECT person FROM (" + COLLABORATORS.replace("{1}", "60") + ") q",
    "topic": "SELECT t.topic FROM authored a JOIN about t ON t.work = a.work WHERE a.person = {0} "
    "GROUP BY t.topic ORDER BY count(*) DESC, t.topic LIMIT 20",
    "institution": "SELECT i.institution FROM authored a JOIN produced i ON i.work = a.work WHERE a.person = {0} "
    "GROUP BY i.institution ORDER BY count(*) DESC, i.institution LIMIT 20",
    "cited": "SELECT c.cited FROM authored a JOIN cites c ON c.work = a.work WHERE a.person = {0} AND c.cited NOT IN ("
    + OWN + ") GROUP BY c.cited ORDER BY count(*) DESC, c.cited LIMIT 39",
}

EDGES = {
    "authored": ("person", "person"),
    "about": ("topic", "topic"),
    "produced": ("institution", "institution"),
    "cites": ("cited", "work"),
}

TWO_STEP = """
    WITH near AS (
        SELECT DISTINCT b.person FROM authored a JOIN authored b ON b.work = a.work
        WHERE a.person = {0} AND b.person <> {0}),
    steps AS (
        SELECT DISTINCT n.person AS common, d.person AS other FROM near n
        JOIN authored c ON c.person = n.person JOIN authored d ON d.work = c.work WHERE d.person <> n.person),
    degrees AS (SELECT common, count(*) AS degree FROM steps GROUP BY common)
    SELECT s.other, sum(1 / ln(CAST(g.degree AS double precision))) AS score FROM steps s
    JOIN degrees g ON g.common = s.common
    WHERE g.degree > 1 AND s.other <> {0} AND s.other NOT IN (SELECT person FROM near)
    GROUP BY s.other ORDER BY score DESC, s.other LIMIT 20
"""

EVERYBODY = """
    SELECT count(*) FROM (
        SELECT one, other, row_number() OVER (PARTITION BY one ORDER BY shared DESC, other) AS place FROM (
            SELECT a.person AS one, b.person AS other, count(*) AS shared FROM authored a
            JOIN authored b ON b.work = a.work WHERE b.person <> a.person AND a.person % {0} = 0
            GROUP BY a.person, b.person) pairs) ranked
    WHERE place <= 10
"""


class Database:
    """A database with an index for every direction of every relation."""

    # Every share-th person, where everybody would take too long.
    share = 1

    def query(self, sql, *values):
        return self.rows(sql.format(*values))

    def collaborators(self, person):
        return [(int(other), int(shared)) for other, shared in self.query(COLLABORATORS, person, 20)]

    def slice(self, person):
        found = {part: [int(row[0]) for row in self.query(sql, person)] for part, sql in SLICE.items()}
        nodes = {
            "work": sorted(found["own"] + found["cited"]),
            "person": sorted(found["person"] + [person]),
            "topic": sorted(found["topic"]),
            "institution": sorted(found["institution"]),
        }
        works = ",".join(map(str, nodes["work"]))
        self.edges = 0
        for table, (column, kind) in EDGES.items():
            if nodes[kind]:
                ends = ",".join(map(str, nodes[kind]))
                self.edges += len(self.rows(f"SELECT work, {column} FROM {table} WHERE work IN ({works}) AND {column} IN ({ends})"))
        return nodes

    def two_step(self, person):
        return [(int(other), float(score)) for other, score in self.query(TWO_STEP, person)]

    def distance(self, start, end):
        """Frontier by frontier; the database finds each next one."""
        return steps.distance(start, end, lambda people, _side: self._beside(people))

    def _beside(self, people):
        listed = ",".join(map(str, people))
        rows = self.rows(
            "SELECT DISTINCT b.person FROM authored b WHERE b.work IN "
            f"(SELECT a.work FROM authored a WHERE a.person IN ({listed}))"
        )
        return {int(row[0]) for row in rows}

    def everybody(self, people, _patience):
        self.query(EVERYBODY, self.share)
        return people // self.share


class DuckDb(Database):
    def __init__(self, corpus):
        import duckdb

        self.name, self.version = "duckdb", duckdb.__version__
        self.connection = duckdb.connect()
        for table, columns in TABLES.items():
            edges = getattr(corpus, table)
            pages = pyarrow.table(dict(zip(columns, (edges[:, 0], edges[:, 1]))))
            self.connection.register("pages", pages)
            self.connection.execute(f"CREATE TABLE {table} AS SELECT * FROM pages")
            for column in columns:
                self.connection.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
        self.connection.register("pages", pyarrow.table({"work": range(len(corpus.works)), "cited_by": corpus.cited_by}))
        self.connection.execute("CREATE TABLE works AS SELECT * FROM pages")
        self.connection.execute("CREATE INDEX works_work ON works (work)")

    def rows(self, sql):
        return self.connection.execute(sql).fetchall()


class Postgres(Database):
    share = 20

    def __init__(self, corpus):
        import psycopg2

        self.name = "postgres"
        self.connection = psycopg2.connect(dbname="postgres", user="postgres")
        self.connection.autocommit = True
        self.cursor = self.connection.cursor()
        self.version = self.rows("SHOW server_version")[0][0].split()[0]
        self.backend = self.connection.info.backend_pid
        for table, columns in TABLES.items():
            self._fill(table, columns, getattr(corpus, table).tolist())
        self._fill("works", ("work", "cited_by"), enumerate(corpus.cited_by.tolist()))
        self.cursor.execute("ANALYZE")

    def _fill(self, table, columns, rows):
        import io

        one, other = columns
        self.cursor.execute(f"DROP TABLE IF EXISTS {table}; CREATE TABLE {table} ({one} integer, {other} integer)")
        self.cursor.copy_from(io.StringIO("".join(f"{a}\t{b}\n" for a, b in rows)), table)
        self.cursor.execute(f"CREATE INDEX ON {table} ({one}, {other}); CREATE INDEX ON {table} ({other}, {one})")

    def rows(self, sql):
        self.cursor.execute(sql)
        return self.cursor.fetchall()

    def processor(self):
        """Of this process and of the server's that answers it."""
        with open(f"/proc/{self.backend}/schedstat", encoding="ascii") as spent:
            return processor() + int(spent.read().split()[0]) / 1e9


if __name__ == "__main__":
    name, folder = sys.argv[1:]
    corpus = Corpus(folder)
    say(ask({"duckdb": DuckDb, "postgres": Postgres}[name](corpus), corpus))
