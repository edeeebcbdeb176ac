"""How each page's figures are worked out, in the words that the page shows."""

METHODS = {
    "overview": (
        "Counted indicators add up what each body told and hold it against what its own residents would give, body by "
        "body; survey indicators set people from ethnic minorities beside White people in the places served. The five "
        "counted ones are judged as one family. One that nobody measured is said to be not measured.",
        "A body is called certainly below parity when the exact test says so at a level that allows for all the bodies of "
        "the same part and day (Benjamini-Hochberg), and whoever the people of unknown ethnic group are.",
        "What changed compares the latest day on which at least half of the bodies told with the one before it. A verdict "
        "may change because the numbers did, and not only the share.",
        "A return is overdue when the last day its records speak of is more than a year ago.",
    ),
    "ladder": (
        "At each step the people of the group are held against the residents of the bodies that told the step: expected "
        "numbers are added up body by body, never the shares. A step's change is its gap less that of the nearest step "
        "below with a figure.",
        "The largest of several changes is larger by luck than any one of them: its range is widened for that (Bonferroni).",
        "Activities and rounds count that ended within the period; seats are those held on the last day told of. People "
        "may stand on several steps, and the same people on none.",
    ),
    "recruitment": (
        "The ratio is how many times as likely the others were to get through a step as the group, compared within each "
        "round and put together (Mantel-Haenszel), so that a round hard to get through does not count against a group.",
        "A finding is given when the range leaves out 1 at a level that allows for all the rows of the same step, with "
        "whoever the people of unknown ethnic group are, and at least ten people on each side.",
        "How long members stay is followed from the day a seat was taken up (Kaplan-Meier), the groups compared within "
        "each body (log-rank). Seats held since before the record began are left out. Nothing is drawn under ten seats.",
        "Designated seats and seats held are counted apart: a designated seat may be held by anybody, and members hold "
        "seats that are not designated.",
    ),
    "money": (
        "Organisations are counted once each by who leads them, as the return says, and held against the residents of the "
        "place. One that is led by ethnic minorities has at least three quarters of its board, and half of its senior "
        "staff, from them (360Giving); where only a yes or no is told, it is self-declared.",
        "Of money only the amount and what it is for each resident is given, without a test: neither a pound nor a second "
        "award to one organisation is drawn by itself.",
        "Real and illustrative awards are never added together, and awards of which nobody recorded who leads are said to "
        "be just that.",
        "Organisations that deliver are held against the residents each body serves, body by body.",
        "Use of generalist and of BME support is set beside its use by organisations led by others in the same bodies. A "
        "difference is no verdict: support may not reach, or may not be wanted.",
    ),
    "monitoring": (
        "The answers are each body's own, the last time it was asked; the study of 2007 asked 31 partnerships and its "
        "published counts are the first row. Shares of bodies are compared with the study by Newcombe's method 10.",
        "How old a return is counts from the last day its records speak of to today. A body that was never asked has [x], "
        "which is not a no.",
        "The share of people whose ethnic group is not known takes all who declined, were not asked or left it blank, over "
        "everyone counted.",
    ),
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
        "Bodies serving the place are those whose catchment holds it, a place around it or a part of it (of a region or a "
        "country: all of it, or at least half of its authorities). Each is judged by itself, as it was last told, against the "
        "residents of all it serves, as on its own page.",
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
    "targets": (
        "A target is a straight line from its baseline to its aim. Where the latest share and its likely range lie against that "
        "line is its status: met, when the share is at the aim; overdue, when the date has passed; ahead or behind, when the "
        "whole range lies beyond or short of the line; too few to tell, when the range holds the line and half of it too; "
        "on track otherwise.",
        "Where the aim is parity, it is the group's share of residents on the day it is due, if that goes on changing as it did "
        "between the last two censuses. On a board it is the nearest whole number of seats, where that is not none. A target "
        "that began above parity is one not to fall below it. A share of the gap is of the gap there was on the baseline's day.",
        "The earliest date takes the terms of present members as they end: were every vacancy filled from the group, and at the "
        "share of the seats taken up in the last four years that went to it. Beyond the terms known, no date is made up.",
        "The baseline is what the target says; the page checks it against what the returns give for that day.",
    ),
    "trends": (
        "A dot is a share on the day it was told, with its likely range. Nothing is smoothed, and dots are not joined.",
        "A rise or a fall is said only of four or more observations, where a weighted straight line through them rises or falls "
        "by more than chance (p under 0.05) and still does when any one of them is left out.",
        "A series is cut where the source, the way of counting, the list of ethnic groups or the places served change, and each "
        "part is judged on its own. Members of one board from year to year are mostly the same people, so that a trend on one "
        "board looks surer than it is.",
        "The line is the group's share of residents on each day: counted at a census, estimated for the year in London from 2012 "
        "to 2020, interpolated between two censuses, and held level after the last. For a survey it is White people's figure.",
        "Flags are actions that were done on a known day.",
        "The page opens with the series that has most to say: what was sent here, then what a body told on most days, then the "
        "survey with most years. Fewer than four points say nothing of a rise or a fall, so no such series is opened unasked.",
    ),
    "actions": (
        "An action is overdue when it is neither done nor dropped and its date has passed; it is without a lead when no "
        "organisation is named for it. The sectors and headings are those of the 2005 recommendations.",
        "Every version of an action stays, with what communities said of it; the last one counts.",
    ),
    "changes": (
        "Between two days: the latest share of each body's part that is true of a day up to then, under the definition chosen. "
        "A share moved by more than chance where the interval of the difference leaves out nothing (Newcombe's method 10); "
        "members of one board are mostly the same people, so that chance is smaller there than this takes it to be.",
        "Before and after returns: the store made again from the returns that had been accepted by then, with the checks and "
        "reference data of today, and the two stores compared figure by figure. What differs, differs by returns alone; when a "
        "method changes, the change log says which figures moved.",
        "The status of a target moves when a figure comes in, when the target is changed, or when its line or date moves on.",
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
