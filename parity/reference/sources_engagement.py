"""The published engagement figures and studies the product uses as returns, with their faults."""

from parity.reference.source import OGL, OPL, Source

PARLIAMENT = "Contains Parliamentary information licensed under the Open Parliament Licence v3.0"
HANSARD = "https://api.parliament.uk/historic-hansard/"
NO_LICENCE = "None stated: facts and figures are used with the source named, no wording is copied"

ENGAGEMENT = (
    Source(
        "police_1992",
        "Minority ethnic police officers by force and sex, 28 February 1992",
        "Home Office, in Commons Hansard of 14 May 1992",
        "Columns 204-5W",
        "1992-02-28",
        "43 forces of England and Wales",
        OPL,
        PARLIAMENT,
        f"{HANSARD}written-answers/1992/may/14/police-officers-ethnic-minorities",
        "The 43 forces add to the printed 1,297 men, 334 women and 1,631 officers.",
        "Minority officers only: no total strength for that date, so no shares. The answer does not define who counts.",
    ),
    Source(
        "police_1999",
        "Minority ethnic police officers by force, 1991 to 1999, and strength at 30 September 1999",
        "Home Office, in Commons Hansard of 28 February and 10 March 2000",
        "Written answers",
        "1991-03-31 to 1999-09-30",
        "27 of the 43 forces of England and Wales",
        OPL,
        PARLIAMENT,
        f"{HANSARD}written_answers/2000/mar/10/asylum-seekers and {HANSARD}written_answers/2000/feb/28/police-officers",
        "Metropolitan 907 of 25,884.5 officers is 3.5 %, in line with the figure the Mayor of London quoted in 2020.",
        "The stored pages break off: 27 forces, and the two lists do not hold quite the same ones. The last date is "
        "printed as 30 March 1999 and taken as 30 September 1999. Strength is full-time equivalent, officers are "
        "heads.",
    ),
    Source(
        "pcso_2002_2004",
        "Minority ethnic and all police community support officers by force, 2002-03 and 2003-04",
        "Home Office, in Commons Hansard of 5 March 2007",
        "Police: ethnic groups",
        "2002-03 and 2003-04",
        "43 forces of England and Wales",
        OPL,
        PARLIAMENT,
        "https://hansard.parliament.uk/Commons/2007-03-05/debates/0703062000025/PoliceEthnicGroups",
        "Transcribed row by row with the printed percentages.",
        "The page heads the column recruits, but the figures are strength. 2004-05 and 2005-06 are cut off in the "
        "stored copy. Some forces had no community support officers yet.",
    ),
    Source(
        "police_2015",
        "Share of officers and share of residents from ethnic minorities by force, 2015",
        "Home Office diversity profiles, as set out by BBC News on 22 October 2015",
        "Police diversity profiles",
        "2015-03-31",
        "40 of the 43 forces of England and Wales, and British Transport Police",
        OGL,
        "Source: Home Office, Open Government Licence v3.0",
        "http://www.bbc.com/news/uk-34606653",
        "38 of 40 resident shares are within 0.06 points of Census 2011 without White minorities.",
        "Percentages only, to one decimal: no numbers of officers. Avon and Somerset and Gloucestershire differ "
        "from the census (7.1 against 6.73, 4.7 against 4.58); the published figure is kept. Cheshire, Dyfed-Powys "
        "and North Wales are cut off in the stored copy.",
    ),
    Source(
        "influence_2013_2022",
        "Able to influence decisions affecting the local area, by ethnic group, 2013/14 to 2021/22",
        "Department for Digital, Culture, Media and Sport, in the UK's Sustainable Development Goals data of the "
        "Office for National Statistics",
        "Community Life Survey, table C4; indicator 16.7.2",
        "2013/14 to 2021/22",
        "England; also regions, without ethnic group",
        OGL,
        "Source: Office for National Statistics and DCMS, Open Government Licence v3.0",
        "github ONSdigital/sdg-data data/indicator_16-7-2.csv @ b68b9d92341d106c2ce1535d6efe7cc0a30b322c",
        "2016/17 agrees with the department's own report (Black 44 %, White 25 %).",
        "People of 16 and over. No intervals or numbers of answers. Black and Other 2014/15 are suppressed at source. "
        "2021/22 was asked from October to September. No split by ethnic group below England.",
    ),
    Source(
        "grants_2013_2018",
        "Grants by recipient's authority and year, 57 funders, 2013 to 2018",
        "Funders publishing to the 360Giving standard, compiled for a 360Giving data challenge",
        "Grants by local authority district, ward, donor and year",
        "2013 to 2018",
        "Mostly England, authority codes of about 2016",
        "Each funder publishes openly (CC BY 4.0 or Open Government Licence); the compilation states no licence",
        "Contains information from 57 funders published to the 360Giving standard",
        "github yanoak/360giving-deprivation app/src/data/grants/grants_eng_LAD_ward_donor_year.csv @ "
        "d3b961243ba4f9a726da23af4f7fdac80161bc8e",
        "45,901 rows, 84,705 grants, 8,447 million pounds; all 33 London authorities are there.",
        "No ethnic group. The Department for Transport is 3.4 billion pounds of it and is left out before places are "
        "compared. 262 rows have no or negative amounts. 2018 is part of a year. The place is the recipient's, not "
        "where the money was used.",
    ),
    Source(
        "nrf_2001_2006",
        "Neighbourhood Renewal Fund allocations by authority, 2001-02 to 2005-06",
        "Office of the Deputy Prime Minister, in Lords Hansard of 8 April 2003; Department of the Environment, "
        "Transport and the Regions, in Commons Hansard of 24 January 2001",
        "Written answers",
        "2001-02 to 2005-06",
        "Part of the 88 authorities that had the fund",
        OPL,
        PARLIAMENT,
        "http://www.publications.parliament.uk/pa/ld200203/ldhansrd/vo030408/text/30408w04.htm and "
        f"{HANSARD}written-answers/2001/jan/24/neighbourhood-renewal-fund",
        "Each row's years add to the printed total; where the two lists overlap (2003-04) they agree.",
        "Cut off in the stored copies: 32 authorities from 2003 (Allerdale to Haringey, Haringey 2003-04 only), 16 for "
        "2001 to 2004 (Easington to Kingston upon Hull). No ethnic group.",
    ),
    Source(
        "volunteering_2016_2020",
        "Formal volunteering at least once a month, by ethnic group, 2016-17 to 2019-20",
        "Race Disparity Unit, from the Community Life Survey",
        "Ethnicity facts and figures: volunteering",
        "2016-17 to 2019-20",
        "England",
        OGL,
        "Source: Race Disparity Unit, Open Government Licence v3.0",
        "https://ethnicity-facts-figures.service.gov.uk/culture-and-community/civic-participation/volunteering/4.0",
        "Transcribed with the numbers of respondents.",
        "All, Asian and Black only: Mixed, White and Other are cut off in the stored copy, and so is the number of "
        "Black respondents in 2019-20.",
    ),
    Source(
        "partnerships_2007",
        "Ethnic minority participation in 31 local strategic partnerships",
        "Commission for Racial Equality; research by the Black Training and Enterprise Group and Urban Forum",
        "Participation and Local Strategic Partnerships, summary of findings",
        "2007-06",
        "31 local strategic partnerships in England",
        NO_LICENCE,
        "Source: Commission for Racial Equality, 2007",
        "Summary page of the Commission for Racial Equality, last updated 11 June 2007",
        "Counts read from the summary; the parts add to 31 where they should.",
        "Only the summary was at hand: no partnership is named, and some counts concern nine partnerships "
        "interviewed in depth.",
    ),
    Source(
        "west_midlands_2005",
        "Rights and Responsibilities: options for effective BME engagement in the West Midlands",
        "Advantage West Midlands; research by M.E.L Regeneration Ltd",
        "Report of February 2005",
        "2005-02",
        "West Midlands region, seven neighbourhood renewal areas",
        NO_LICENCE,
        "Source: Advantage West Midlands, 2005",
        "Report published by Advantage West Midlands, February 2005",
        "Recommendations are restated in our own words by sector and heading.",
        "A consultation, not a count: what people in the region said, with few figures.",
    ),
)
