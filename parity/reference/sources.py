"""Where every figure comes from: one entry per source, in our own words."""

from parity.reference.files import Table, table
from parity.reference.source import OGL, Source
from parity.reference.sources_engagement import ENGAGEMENT

ONS = "Office for National Statistics"
ONS_CREDIT = "Source: Office for National Statistics licensed under the Open Government Licence v3.0"
OS_CREDIT = f"{ONS_CREDIT}. Contains OS data © Crown copyright and database right"

GEOGRAPHR = "github humaniverse/geographr {} @ c026be5cc76cb576358082b53f1f13d69ab577ae"
DEMOGRAPHR = "github humaniverse/demographr {} @ d0417101e5cad5fe1eca059ac60859e9157a29d2"
KPM = "github Kronaxis/kpm data/census2021/census2021-ts021-ward.csv @ 10364cb670124be20940819af1dd3af122200609"
DOTS = "github ONSvisual/dot-density-data output/data/oa @ 12ecaf83f869b8e1d4f5462c88c1736384c0f4f1"
BACKSERIES = "github Greater-London-Authority/small_area_backseries {} @ f59e14e6b54959958a9c9bdc130d988bf2dd2e4d"
RESISTANCE = "github Resistance-Lab/resistancelab_data {} @ 625e720132cc8e912caf091b3b6ebc716fa939a8"
MLID = "github profrichharris/MLID {} @ 9acf64c228edd277e08b4c68973b0da1ad6c0900"
GEO_LOOKUPS = "github drkane/geo-lookups {} @ e20a072d5fc0918437abaa3622be63f40b71d9dd"


POPULATION = (
    Source(
        "census_2021_authorities",
        "Census 2021: residents by 19 ethnic groups, local authorities",
        ONS,
        "TS021 Ethnic group (figure 3 of the bulletin on ethnic group)",
        "2021-03-21",
        "331 authorities of England and Wales, December 2021",
        OGL,
        ONS_CREDIT,
        DEMOGRAPHR.format("data/ethnicity21_ltla21.rda"),
        "Adds to 59,597,578 (published 59,597,542); 33 London authorities add to 8,799,736.",
        "The copy has no total: the total is the sum of the 19 groups. Cells are slightly perturbed by the publisher, "
        "so sums differ from published totals by a few people.",
    ),
    Source(
        "census_2021_wards",
        "Census 2021: residents by 19 ethnic groups, wards with published rows",
        ONS,
        "TS021 Ethnic group, ward file from Nomis",
        "2021-03-21",
        "Wards of December 2022: 679 in London (no City of London wards), 229 in eight West Midlands authorities",
        OGL,
        ONS_CREDIT,
        KPM,
        "In every row the groups add to the broad groups and those to the total; against the authority rows the sums "
        "differ by at most 11 people for any group.",
        "Rows were copied out of the stored text of that repository. Cells are slightly perturbed by the publisher.",
    ),
    Source(
        "census_2021_wards_estimated",
        "Census 2021: residents by five broad groups, all other wards (worked out)",
        "Worked out from Office for National Statistics data",
        "TS021 for output areas (percentages) and the output area to ward best fit",
        "2021-03-21",
        "Wards of December 2022, England and Wales",
        OGL,
        ONS_CREDIT,
        f"{DOTS} and {BACKSERIES.format('lookups/oa21_ward22_bf.rds')}",
        "Compared with the 908 published ward rows: see ward_error.",
        "Not published figures: rounded percentages of output areas times their residents, added up. Groups and total "
        "can differ by up to 14 people. 15 output areas have no ward in the lookup.",
    ),
    Source(
        "census_2011_authorities",
        "Census 2011: residents by 18 ethnic groups, local authorities",
        ONS,
        "QS201EW Ethnic group",
        "2011-03-27",
        "348 authorities of England and Wales at the codes of 2013 to 2018",
        OGL,
        ONS_CREDIT,
        RESISTANCE.format("source_data/demographics/la-ethnic-groups.csv"),
        "Adds exactly to 56,075,912 (London 8,173,941); groups add to the total in every row.",
        "",
    ),
    Source(
        "census_2011_wards_estimated",
        "Census 2011: residents by 15 ethnic groups on the wards of 2022 (worked out)",
        "Worked out from Office for National Statistics and Greater London Authority data",
        "KS201EW for lower layer super output areas and the GLA's weights from these to wards",
        "2011-03-27",
        "Wards of December 2022, England and Wales",
        f"{OGL}; the GLA's weights carry no stated licence in their repository",
        f"{ONS_CREDIT}. Weights: Greater London Authority",
        f"{MLID.format('data/aggdata.rda')} and {BACKSERIES.format('lookups/lsoa11_ward22_weighted_extended.rds')}",
        "Small areas add exactly to 56,075,912; the method was tried on 2021 counts: see ward_error.",
        "Not published figures. Good for shares, poor for counts outside London, where whole small areas go to one "
        "ward. Gypsy or Irish Traveller is what the published groups leave. Five small areas have no ward.",
    ),
    Source(
        "census_2011_adults",
        "Census 2011: adults of 18 and over, White and everyone else, local authorities",
        ONS,
        "LC2101EW Ethnic group by sex by age (all groups and White), middle layer super output areas",
        "2011-03-27",
        "331 authorities of England and Wales, December 2021",
        OGL,
        ONS_CREDIT,
        "github lrowleyabel/Census-2021 Data/2011/MSOA Data @ b612754288914e7b64f9ea05288907cb5cdcae98; places from "
        "github Greater-London-Authority/output-area-estimates lookups/OA11_LSOA11_MSOA11_LAD21.rds @ "
        "727eab53d7be8c27065e5fa1684a31fd02d62ae8",
        "All ages add exactly to 56,075,912 and White to the published 48,209,395; each middle layer area lies in one "
        "authority.",
        "Only White and everyone else: no detailed groups by age were found.",
    ),
    Source(
        "estimates_2012_2020",
        "Annual estimates of residents by four ethnic groups, 2012 to 2020",
        "Greater London Authority (London Datastore), from the Annual Population Survey of the Office for National "
        "Statistics",
        "Ethnic Groups by Borough",
        "2012 to 2020, calendar years (shown at 30 June)",
        "33 London authorities, 9 English regions, Wales",
        OGL,
        "Source: Greater London Authority and Office for National Statistics, Open Government Licence v3.0",
        "github stiverthijmen163/DC2-Group-15 data/ethnic-groups-by-borough.xls @ "
        "55e5ed364c9225cadc35eef12848ac2037f888a7",
        "46 areas in each of nine years; the text copy agrees with the workbook.",
        "Survey estimates rounded to 1,000, with 95 % intervals; groups may not add to the total. Cells resting on few "
        "answers are suppressed (most of the City of London). Mixed and Other are one group.",
    ),
)

LOOKUPS = (
    Source(
        "authority_history",
        "All authority codes since 2011 with their successors",
        "Compiled from Office for National Statistics code lists",
        "Local authority districts, all vintages",
        "2011 to 2025",
        "United Kingdom (England and Wales used)",
        OGL,
        ONS_CREDIT,
        GEO_LOOKUPS.format("la_all_codes.csv"),
        "Holds every authority code of the censuses and of the yearly lookup.",
        "Gives no dates for changes before 2016.",
    ),
    Source(
        "authority_changes_2016_2024",
        "Authority codes and names in each year from 2016 to 2024",
        "Compiled from Office for National Statistics code lists",
        "Local authority districts, yearly",
        "2016 to 2024",
        "United Kingdom (England and Wales used)",
        OGL,
        ONS_CREDIT,
        GEOGRAPHR.format("data/lookup_ltla_ltla.rda"),
        "348 codes in 2016, 331 in 2021, 318 in 2024; the 2021 codes are those of the census.",
        "",
    ),
    Source(
        "authority_regions_2021",
        "Authority to region, December 2021",
        ONS,
        "Local Authority District to Region lookup",
        "2021-12",
        "309 authorities of England",
        OGL,
        ONS_CREDIT,
        GEOGRAPHR.format("data/lookup_ltla21_region21.rda"),
        "309 authorities in nine regions.",
        "",
    ),
    Source(
        "wards_2022",
        "Wards and their authorities, December 2022",
        ONS,
        "LSOA (2021) to Ward (2022) to Local Authority (2022) lookup; 40 wards filled from a list of all ward codes",
        "2022-12",
        "7,665 wards of England and Wales",
        OGL,
        ONS_CREDIT,
        "github Birmingham-and-Solihull-ICS/BSOL_Outcomes_Framework data @ 70a3bda34f13e97bd9e996b0181d87a22f3d15e5 "
        "and " + GEO_LOOKUPS.format("ward_all_codes.csv"),
        "704 wards in 33 London authorities; the two lists never disagree.",
        "One ward (E05014284) is partly in Ryedale and partly in Scarborough, and is one row here.",
    ),
    Source(
        "small_area_wards_2022",
        "Small areas to wards of December 2022, best fit and weights",
        f"{ONS}; Greater London Authority",
        "OA (2021) and LSOA (2011) to Ward (2022) best fit; LSOA (2011) to Ward (2022) weights",
        "2022-12",
        "England and Wales",
        f"{OGL}; the GLA's weights carry no stated licence in their repository",
        f"{ONS_CREDIT}. Weights: Greater London Authority",
        BACKSERIES.format("lookups"),
        "Weights of each small area add to 1 (40 areas in London to between 0.995 and 0.9999: scaled to 1 here).",
        "15 output areas of 2021 and five small areas of 2011 have no ward.",
    ),
    Source(
        "census_2021_small_areas",
        "Census 2021: residents by five broad groups, lower layer super output areas",
        ONS,
        "TS021 Ethnic group",
        "2021-03-21",
        "35,672 lower layer super output areas of England and Wales",
        OGL,
        ONS_CREDIT,
        DEMOGRAPHR.format("data/ethnicity21_lsoa21.rda"),
        "Cell for cell the same as a second copy taken from Nomis.",
        "Used only to measure how well the 2011 ward method works.",
    ),
    Source(
        "small_areas_2011_2021",
        "Lower layer super output areas of 2011 to those of 2021",
        ONS,
        "LSOA (2011) to LSOA (2021) to Local Authority (2022) lookup, version 2",
        "2022",
        "England and Wales",
        OGL,
        ONS_CREDIT,
        GEOGRAPHR.format("data/lookup_lsoa11_lsoa21_ltla22.rda"),
        "Same number of rows as a second copy.",
        "Used only to measure how well the 2011 ward method works.",
    ),
    Source(
        "police_areas_2016",
        "Authorities to police force areas, December 2016",
        ONS,
        "Local Authority District to Community Safety Partnership to Police Force Area lookup",
        "2016-12",
        "348 authorities, 43 police force areas of England and Wales",
        OGL,
        ONS_CREDIT,
        RESISTANCE.format(
            "source_data/demographics/Local_Authority_District_to_Community_Safety_Partnerships_to_Police_Force_Areas__"
            "December_2016__Lookup_in_England_and_Wales.csv"
        ),
        "Taken to 2021 codes, each of the 331 authorities lies in exactly one force area.",
        "",
    ),
    Source(
        "ethnicity_labels",
        "Spellings of ethnic groups as departments type them, with standard labels",
        "Race Disparity Unit, Cabinet Office",
        "Ethnicity facts and figures: classification lookup",
        "2020",
        "England and Wales",
        "MIT Licence",
        "Copyright (c) Crown copyright (Cabinet Office), MIT Licence",
        "github ukgov-equality-hub/ethnicity-facts-and-figures application/data/static/standardisers/"
        "classification_lookup.csv @ 1d303927327fc59a360f22ceb049fdc71f497dc3",
        "All 285 spellings are either in aliases or in aliases_unmapped.",
        "The standard label is not always the meaning here (BME, Chinese with Other): see aliases_unmapped.",
    ),
    Source(
        "police_ethnicity_codes",
        "Self-defined ethnicity codes used by the police (16+1 and 18+1)",
        "Home Office",
        "16+1 and 18+1 codes",
        "2001 and 2011",
        "England and Wales",
        "Facts: no licence needed",
        "Source: Home Office",
        "https://www.criminaljusticehub.org.uk/jargon-buster/ethnicity-self-defined-code/ and "
        "https://en.wikipedia.org/wiki/Self_defined_ethnicity",
        "The two pages agree on the 16 codes they share; the second adds A4, W3 and O2.",
        "Chinese is O1 in the older list and A4 in the newer one.",
    ),
    Source(
        "police_use_of_force",
        "Wording of ethnic groups in police use-of-force tables",
        "Home Office",
        "HOSB 33/19 and 37/20",
        "2018-04 to 2020-03",
        "43 forces of England and Wales",
        OGL,
        "Source: Home Office, Open Government Licence v3.0",
        RESISTANCE.format("cleaned_data/use-of-force/by-ethnicity-force"),
        "2019/20 adds to the 715,000 tactics the Home Office published.",
        "Only the column headings are used. Ethnicity there is as the officer saw it, and counts are of tactics.",
    ),
    Source(
        "parity",
        "Parity's own wording, classifications and maps",
        "Parity",
        "",
        "",
        "",
        "That of this product",
        "",
        "Written for this product",
        "Every spelling leads to one group; every map is total.",
        "",
    ),
    Source(
        "boundaries_authorities_2021",
        "Outlines of authorities, December 2021",
        ONS,
        "Local Authority Districts (December 2021) Boundaries UK BUC",
        "2021-12",
        "331 authorities of England and Wales",
        OGL,
        OS_CREDIT,
        GEOGRAPHR.format("data/boundaries_ltla21.rda"),
        "Codes are those of the census.",
        "Generalised outlines: for maps, not for measuring.",
    ),
    Source(
        "boundaries_wards_2022",
        "Outlines of wards, December 2022",
        ONS,
        "Wards (December 2022) Boundaries UK BSC",
        "2022-12",
        "7,666 parts of 7,665 wards of England and Wales",
        OGL,
        OS_CREDIT,
        GEOGRAPHR.format("data/boundaries_wards22.rda"),
        "Every ward of the lookups is there.",
        "Simplified outlines: for maps, not for measuring.",
    ),
)


def tables() -> list[Table]:
    """sources as a table."""
    return [table("sources", Source._fields, [*POPULATION, *LOOKUPS, *ENGAGEMENT])]
