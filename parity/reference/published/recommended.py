"""One recommendation of the 2005 report, and the names its partners go by."""

from typing import NamedTuple

CONCORDAT = "West Midlands Regional Concordat partners"
AWM = "Advantage West Midlands"
GOWM = "Government Office for the West Midlands"
PARTNERSHIPS = "Regeneration partnerships"
GENERALIST = "Generalist infrastructure organisations"
BME = "BME infrastructure organisations"
CRE = "Commission for Racial Equality"


class Recommended(NamedTuple):
    """One recommendation. `lead` is whom the report gives the task to, empty where it names nobody; `where` is the
    section it stands in, with the page of the contents list that the section starts on."""

    heading: str
    where: str
    weakness: str
    action: str
    outcome: str
    lead: str = ""
    partners: str = ""
