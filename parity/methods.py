"""How each page's figures are worked out, in the words that the page shows."""

METHODS = {
    "representation": (
        "The share is the people of the group over all whose ethnic group is known. The likely range is the Wilson "
        "score interval: 19 times in 20 it holds the share that the body would show in the long run.",
        "The reference is the same group's share of the residents of all the places the body serves, weighted by "
        "residents: at the census on the day, by the annual survey's estimate for the year where there is one (London, 2012 "
        "to 2020), else on the straight line between two censuses, at the last census for any "
        "day after it, and at the first census for any day before it.",
        "A body is called below or above parity only when an exact binomial test gives p under 0.05; where many bodies "
        "are looked at together, the Benjamini-Hochberg rule makes that limit stricter for each. No clear difference "
        "is said only of a body large enough to have shown a shortfall of half the reference 4 times in 5.",
        "Grey bands on the picture of many bodies are the shares that chance alone would give each, at its own "
        "reference and size, 19 times in 20 and 499 times in 500.",
    ),
    "area_profile": (
        "Shares are residents of the group over all usual residents at each census. The groups of 2011 and 2021 are the "
        "same but for Roma, first counted in 2021.",
        "Wards are those of December 2022. Their 2011 figures, and the 2021 figures outside London and the eight West "
        "Midlands authorities, were put together from smaller areas; they are marked [e], and their measured error is "
        "on the page Sources and methods.",
        "Regions and countries are their authorities added up. The census office perturbs small counts in 2021, so sums "
        "differ from published totals by a few people.",
        "Dissimilarity is half the sum over the parts of the place of the difference between the group's and everyone "
        "else's share living there: the share of the group that would have to move to be spread alike.",
    ),
    "map": (
        "Each area is shaded by the figure chosen, in five classes whose limits are printed under the map: the group's share "
        "of residents at the 2021 census; the change in that share since 2011; the gap between the members of the body that "
        "serves the area and the residents of all the places that body serves; people from ethnic minorities who took part "
        "in activities held there, for every 1,000 such residents; opportunities to take part for every 10,000 residents; or "
        "through how many mechanisms people could take part.",
        "An area without a figure is hatched, never pale: it is listed in the table with its mark. Rates of few people "
        "have wide ranges, which the table gives: a deep shade is not yet a difference.",
        "Boundaries are simplified to about 50 metres. Shapes and fonts come from this server alone.",
    ),
    "cases": (
        "A case is found when it holds every word searched for, as written, in any case and with or without accents, in "
        "its title, place, communities, what was done, what came of it or its source, and matches every other choice. A "
        "place finds the cases of its parts, a broad ethnic group those of its finer groups. Nothing is ranked by guess: "
        "the strongest evidence comes first, and the latest within it.",
        "Whether it worked, and how strong the evidence is, are as its sender says. Cases are counted and never made into "
        "a rate: nobody drew them at random.",
    ),
    "opportunities": (
        "An entry is open on a day from its first day to its last, where they are told. It is counted in the area it is "
        "for, or that its own area lies in; what is for a larger place is shown apart, and is open to the area too.",
        "An area with nothing is counted as 0 where the directory has any entry, of any time, in the same authority. Where "
        "it has none, nobody has told, and the area has the mark [x]: it is outlined on the map and never pale.",
        "Opportunities for every 10,000 residents are opportunities to take part over all residents at the census of 2021, "
        "with the exact Poisson range of the count.",
    ),
    "not_known": (
        "Looked for are the five broad ethnic groups and the groups of the census of 2021; every area of the level chosen; "
        "every body that serves the place or a part of it; and every year to 31 March from the first a body told of.",
        "A group counts as told when any return gives a figure for it or for a finer group of it; a return in broad groups "
        "tells nothing of a finer one. A place counts as told by a body that serves it, or by a record of the place itself "
        "or of a part of it: a survey of a region says nothing of one authority in it. A figure that its sender hid still "
        "counts as told.",
        "Invented evidence is no evidence: invented bodies are looked at apart from real ones. The pieces that a body never "
        "told are of any time; the years say since when it has told nothing.",
    ),
}
