"""The words inside files for download: read once, in a process of its own, within bounds."""

from cms.core.file_text.extraction import READABLE, FileWords, words_in
from cms.core.file_text.reading import read_next_file, unread_files

__all__ = ["READABLE", "FileWords", "read_next_file", "unread_files", "words_in"]
