"""What advertisements put around an occupation, word by word, as folded keys: kinds, conditions, company nouns.

The lists hold what German advertisements use everywhere; they say nothing about a single occupation.
"""

from __future__ import annotations

import re
from typing import Final

CONDITIONS: Final = frozenset(
    # kinds of offers
    "ausbildung ausbildungsplatz ausbildungsstelle ausbildungsbeginn auszubildende auszubildender azubi "  # noqa: SIM905
    "azubis lehre lehrling lehrstelle umschulung praktikum praktika praktikumsplatz praktikant "
    "schulerpraktikum schnupperpraktikum schnuppertag schnuppertage schnupperwoche betriebspraktikum "
    "ferienpraktikum orientierungspraktikum pflichtpraktikum praxissemester fsj foj bfd "
    "freiwilligendienst bundesfreiwilligendienst freiwilliges soziales okologisches jahr ehrenamt "
    "ehrenamtlich ehrenamtliche ehrenamtlicher dual duales duale studium werkstudent "
    "werkstudententatigkeit ferienjob nebenjob studentenjob schulerjob minijob midijob trainee "
    "volontariat volontar aushilfsjob saisonjob quereinstieg quereinsteiger berufseinsteiger "
    "berufsanfanger student studierende schuler schulerinnen girls'day boys'day freiwillige freiwilliger "
    "apprentice apprenticeship internship volunteer "
    # hours, time, contract
    "teilzeit vollzeit tz vz stunden std std. wochenstunden stundenweise geringfugig unbefristet "
    "befristet festanstellung anstellung schicht nacht tagdienst nachtdienst fruhdienst spatdienst "
    "wochenende wochenenden wochenends nachmittags vormittags abends morgens nachts nachmittag vormittag "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag sofort baldmoglichst nachstmoglich "
    "nachstmoglichen zeitpunkt start beginn januar februar marz april mai juni juli august september "
    "oktober november dezember woche wochen tag tage monat monate jahre sommer winter homeoffice remote "
    "hybrid halbe ganze stelle stellen elternzeitvertretung schwangerschaftsvertretung vertretung "
    "full-time part-time "
    # words of advertising
    "auch gern gerne gesucht suchen wir unser unsere unseren unserem unserer werden team verstarkung neu "
    "neue neuer neues dringend moglich geht erfahrung erfahrener erfahrene engagierte engagierter "
    "motivierte motivierter nette netter freundliche freundlicher zuverlassige zuverlassiger junge junger "
    "mensch menschen mwd gn wanted examinierte examinierter ausgebildete ausgebildeter gelernter gelernte "
    "staatlich anerkannte anerkannter geprufter gepruft geprufte".split()
)
"""What says how one works, not as what: kinds of offers, hours, time, words of advertising."""

GENERAL_PERSONS: Final = frozenset(
    "mitarbeiter mitarbeitender mitarbeitende mitarbeit fachkraft fachkrafte kraft arbeitskraft aushilfe aushilfen "  # noqa: SIM905
    "aushilfskraft teilzeitkraft vollzeitkraft "
    "angestellter angestellte kollege kollegen spezialist bereich geselle profi facharbeiter".split()
)
"""Persons of whom only the next word says what they do: "Mitarbeiter Lager"."""

LEADERS: Final = re.compile(
    r"(?<!an)(?<!beg)leit(?:er|ung|ende|ender)(?= |$)|^(?:chef|head|meister|vorarbeiter|stellv|stellvertretend)(?= |$)"
    r"|manager(?= |$)"
)
HELPERS: Final = re.compile(
    r"(?:helfer|hilfskraft|hilfe|assistent|assistenz|ausbilder|lehrer|dozent|berater|beratung)(?= |$)"
)
"""Words that put somebody on another level than the trade that is named with them."""

LEADERS_OF_FIELDS: Final = re.compile(r"^(?:team|gruppen|abteilungs|bereichs|schicht|stations)?(?:leiter|leitung)$")
"""Leaders of whom only the next word says what they lead; the taxonomy calls them "Leiter Instandhaltung"."""

PREPOSITIONS: Final = frozenset(
    "fur im in am an auf bei beim mit zum zur zu ab als ohne aus vom von nach uber unter bis inkl inkl. inklusive ca "  # noqa: SIM905
    "rund um gegen pro je for at with as of".split()
)
ARTICLES: Final = frozenset("der die das den dem des ein eine einer eines einen einem the a an".split())  # noqa: SIM905

SEPARATORS: Final = re.compile(
    r"\s[–—-]\s|[–—,|;:()!?\[\]„“\"]|(?<!-)/|(?<!-)\s(?:und|oder|bzw\.?|sowie|&|\+|and|or)\s", re.IGNORECASE
)
NUMBERS: Final = re.compile(
    r"^(?:\d[\d.,:%-]*\w?|\d+-?(?:schicht|tage|h|std)\w*|.*schicht(?:en|betrieb|system)?|\d{4}/\d{2,4})$"
)
"""Years, hours, shifts: "2027", "3-Schicht", "30h"."""

KIND_ENDINGS: Final = re.compile(
    r"(?<=\w{3})-?(?:(?:schuler|schnupper|betriebs|ferien|orientierungs)?-?praktik(?:um|a|ant)"
    r"|ausbildung|azubi|lehre|lehrling|lehrstelle|umschulung|geselle|gesellen|meister|betrieb|handwerk|firma|team)$"
)
"""Ends of compounds that name a kind, a rank or the house: "Bäckerlehre", "Tischlergeselle", "Dachdeckerbetrieb"."""

PERSONS_OF_FIELDS: Final = (
    ("therapie", "therapeut"),
    ("padagogik", "padagoge"),
    ("padie", "pade"),
    ("logie", "loge"),
    ("grafie", "graf"),
    ("ik", "iker"),
    ("leitung", "leiter"),
    ("beratung", "berater"),
    ("betreuung", "betreuer"),
    ("begleitung", "begleiter"),
    ("entwicklung", "entwickler"),
    ("planung", "planer"),
    ("haltung", "halter"),
    ("reinigung", "reiniger"),
    ("arbeitung", "arbeiter"),
    ("ubersetzung", "ubersetzer"),
    ("kontrolle", "kontrolleur"),
    ("prufung", "prufer"),
    ("verwaltung", "verwalter"),
    ("assistenz", "assistent"),
    ("management", "manager"),
    ("design", "designer"),
    ("pflege", "pfleger"),
    ("arbeit", "arbeiter"),
    ("wirtschaft", "wirt"),
    ("schaft", "schafter"),
    ("bau", "bauer"),
    ("fach", "fachmann"),
    ("fach", "fachangestellter"),
    ("fachangestellte", "fachangestellter"),
    ("angestellte", "angestellter"),
    ("erei", "er"),
    ("ei", ""),
    ("erei", "erer"),
)
"""How the person is called who works in a field or in a house: "Mechatronik" → "Mechatroniker"."""

LINKS: Final = ("", "s", "n", "en", "-")
"""What may stand between the parts of a compound."""
