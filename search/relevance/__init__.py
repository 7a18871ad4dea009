"""How well questions find what answers them: a judged set, an engine of any sort, figures with intervals.

* :mod:`.judged` – a folder of documents, questions and judgements becomes documents of the search,
* :mod:`.typos` – one random edit into the longest word of a question,
* :mod:`.temporary` – an index that exists for one measurement only and never touches the portal's own,
* :mod:`.measuring` – fills it, asks every question in its language, and takes the time,
* :mod:`.runs` – nDCG, MRR, recall, questions without an answer, intervals, and the difference of two runs.
"""

from matching.engine.evaluation import JudgedSet, read_judged_set
from search.relevance.judged import BrokenJudgedSetError, open_judged_set, searchable
from search.relevance.measuring import fill, measure
from search.relevance.runs import Answered, BrokenReportError, RelevanceRun, differences, read_report
from search.relevance.temporary import EngineNotReachableError, temporary_engine
from search.relevance.typos import with_typo

__all__ = [
    "Answered",
    "BrokenJudgedSetError",
    "BrokenReportError",
    "EngineNotReachableError",
    "JudgedSet",
    "RelevanceRun",
    "differences",
    "fill",
    "measure",
    "open_judged_set",
    "read_judged_set",
    "read_report",
    "searchable",
    "temporary_engine",
    "with_typo",
]
