"""What the 2005 report asks of regional institutions and of regeneration partnerships, in our own words."""

from parity.reference.published.recommended import AWM, BME, CONCORDAT, CRE, GENERALIST, GOWM, PARTNERSHIPS, Recommended

REGION = "Regional institutions (from page 14)"
LOCAL = "Regeneration partnerships (from page 19)"
FAIR = "Anti-discriminatory practice (from page 38)"

REGIONAL_INSTITUTIONS = (
    Recommended(
        "vision",
        f"{REGION}: Vision",
        "Time and money go into engagement, but nobody in the region has said what success would look like.",
        "Add indicators of race equality and BME engagement to the visions the region already has.",
        "Plans, budgets, monitoring and judgements of effect share one frame.",
        CONCORDAT,
        AWM,
    ),
    Recommended(
        "vision",
        f"{REGION}: Vision",
        "The figures by which the region judges itself are silent on BME engagement.",
        "Count those indicators among the figures used to follow the region's main targets.",
        "Regional strategies have race equality outcomes they can point to.",
        CONCORDAT,
    ),
    Recommended(
        "strategy",
        f"{REGION}: Regional priorities",
        "Strategies speak of diversity without saying what they should change: of 108 local public service agreement "
        "targets, one was about race equality.",
        "Bring together starting figures by ethnic group for every regional priority.",
        "Targets rest on what is known.",
    ),
    Recommended(
        "strategy",
        f"{REGION}: Regional priorities",
        "Without targets nobody can tell whether a strategy is on course.",
        "Set demanding but reachable race equality targets for every regional priority.",
        "Delivery can be steered, and checked, against them.",
        CONCORDAT,
    ),
    Recommended(
        "leadership",
        f"{REGION}: Leadership",
        "Institutions lead in their own fields and nobody leads for the region: work is split, done twice or not done.",
        "Lead on BME engagement together, through the Regional Concordat, and write it into the partners' joint promises.",
        "It is clear who drives the work at regional level.",
        CONCORDAT,
        AWM,
    ),
    Recommended(
        "information",
        f"{REGION}: Monitoring and impact assessment",
        "What BME organisations can do, and what their communities need, is not gathered in any regular way.",
        "Issue one specification of the information wanted (figures, needs, social capital), of good ways to collect "
        "it and of when to renew it.",
        "Information is collected and shared in one form and can show the effect on different communities.",
        AWM,
        GOWM,
    ),
    Recommended(
        "information",
        f"{REGION}: Monitoring and impact assessment",
        "Existing monitoring does not tell results apart by ethnic group.",
        "Go through the monitoring that is already required, so that it can report by ethnic group.",
        "Effect on each community can be followed without a second system.",
    ),
    Recommended(
        "structure",
        f"{REGION}: Good practice",
        "Compacts with the voluntary sector differ from place to place, and several regional bodies have none.",
        "Agree, for the region, a compact with BME-led organisations: how the two sides work together, how consultation "
        "is paid for, what is invested in the sector.",
        "Each side knows what it can expect of the other.",
        GOWM,
    ),
    Recommended(
        "structure",
        f"{REGION}: Good practice",
        "Local compacts were drawn up one by one, with little in common.",
        "Set out, and promote, a common framework for local and sub-regional compacts.",
        "Local compacts fit together with the regional one.",
        GOWM,
    ),
    Recommended(
        "capacity",
        "BME infrastructure (from page 31): Implementation options",
        "Institutions that fund support one by one may pay twice, and lose sight of what it adds up to.",
        "Put the budgets of the institutions together with the region's ChangeUp money and commission support from "
        "the whole.",
        "Support is bought where it works best, regionally or locally, and its effect is followed as one.",
        GOWM,
        AWM,
    ),
    Recommended(
        "anti_discriminatory_practice",
        f"{FAIR}: Institutional policy and practice",
        "Race equality stands beside policy and practice instead of inside them.",
        "Have race equality schemes reviewed from outside: where they could be tied to strategy and services, and what "
        "stands in their way.",
        "Policy and practice do what the institution has promised.",
    ),
    Recommended(
        "anti_discriminatory_practice",
        f"{FAIR}: Institutional policy and practice",
        "Strategies and guidance are written without a look at the race equality scheme.",
        "Adopt a procedure for drafts: turn to the scheme while writing, test proposals against it, read the result for "
        "its effect and its tone.",
        "Services improve for BME communities, and their trust and wish to take part grow.",
    ),
    Recommended(
        "culture",
        f"{FAIR}: Cultural change",
        "Institutions have made promises in public that their ways of working have yet to follow.",
        "Get to know BME communities: visits, placements, workshops, meetings arranged for the purpose, mentoring in both "
        "directions, and gathering information together.",
        "Institutions understand the communities they serve and what has to change in themselves.",
        "",
        PARTNERSHIPS,
    ),
    Recommended(
        "culture",
        f"{FAIR}: Cultural change",
        "More people are steered to services that do not meet their needs, when the services should change.",
        "Work through a set process for making race equality part of everything, such as the guides of the Audit "
        "Commission or the Commission for Racial Equality.",
        "All staff know their part in it, in what they deliver and in what they buy.",
        "",
        PARTNERSHIPS,
    ),
    Recommended(
        "strategy",
        "Implementation (from page 43): Objectives for a transitional strategy",
        "The options were worked out for communities, who had yet to see them.",
        "Take the options back to BME communities and let them endorse or change the draft plans.",
        "Communities can see that the commitment is meant.",
    ),
)

REGENERATION_PARTNERSHIPS = (
    Recommended(
        "leadership",
        f"{REGION}: Leadership",
        "Locally too it is unclear who drives BME engagement.",
        "Take the lead for the vision in the places the partnership serves.",
        "Local renewal strategies and zone plans contain race equality outcomes and actions to reach them.",
        PARTNERSHIPS,
        AWM,
    ),
    Recommended(
        "strategy",
        f"{LOCAL}: Strategy",
        "Strategies that treat all communities alike let inequality continue.",
        "Send partnerships the regional vision, with guidance on putting it into practice.",
        "Race equality outcomes stand among the partnerships' own aims.",
        CONCORDAT,
        f"{AWM}; {GOWM}",
    ),
    Recommended(
        "strategy",
        f"{LOCAL}: Strategy",
        "Zone plans and local renewal strategies need set no targets for BME communities.",
        "Change what those plans must contain, so that they set outcome targets for BME communities.",
        "There is something to hold performance against.",
        AWM,
        f"{GOWM}; {BME}",
    ),
    Recommended(
        "strategy",
        f"{LOCAL}: Strategy",
        "Partnerships are left to find out for themselves how to agree targets with communities.",
        "Write guidance on working with communities to set local outcome targets and plan delivery.",
        "Local targets lead towards the regional vision.",
        AWM,
        GOWM,
    ),
    Recommended(
        "strategy",
        f"{LOCAL}: Strategy",
        "Few partnerships have a strategy for engaging their communities; hardly any mention BME communities.",
        "Write a community engagement strategy that shows how BME communities take part and how that serves race "
        "equality.",
        "People are engaged throughout the partnership's work, and plans rest on more knowledge.",
        PARTNERSHIPS,
    ),
    Recommended(
        "strategy",
        f"{LOCAL}: Strategy",
        "There is no model for a general strategy that does justice to BME communities.",
        "Draw up a framework and guidance for engagement strategies with BME engagement built in.",
        "Strategies are easier to write and alike in what they cover.",
        AWM,
        f"{GOWM}; {BME}; {GENERALIST}",
    ),
    Recommended(
        "structure",
        f"{LOCAL}: Structure",
        "Partners are unequal, and general organisations are taken to speak for BME ones.",
        "Keep places on boards for BME organisations themselves, as partners equal to the others.",
        "BME organisations trust that taking part changes something.",
        PARTNERSHIPS,
        f"{AWM}; {GOWM}",
    ),
    Recommended(
        "structure",
        f"{LOCAL}: Structure",
        "Taking part costs time and money and seems to bring little; decisions take long.",
        "Recruit where BME organisations are, show some early results, and make decisions shorter and quicker.",
        "Taking part is worth what it costs, for BME communities and for others.",
        PARTNERSHIPS,
    ),
    Recommended(
        "capacity",
        f"{LOCAL}: Structure",
        "Members from small organisations have nobody to brief them and no money to consult those they speak for.",
        "Give practical help: explain policy, open papers and doors, pay for consulting locally and for reporting back.",
        "Members from BME organisations can do the work of a board.",
        PARTNERSHIPS,
        f"{BME}; {GENERALIST}",
    ),
    Recommended(
        "information",
        f"{LOCAL}: Information",
        "Strategies are not built on information by ethnic group.",
        "Describe the BME communities served, their life and work, to the common specification.",
        "Delivery plans can carry targets that are specific and measurable.",
        PARTNERSHIPS,
    ),
    Recommended(
        "information",
        f"{LOCAL}: Information",
        "Nobody knows how engaged BME communities are today, or what their organisations could take on.",
        "Compare BME engagement against the benchmarks that exist, such as Active Partners and Auditing Community "
        "Participation.",
        "Engagement strategies have a starting point.",
        PARTNERSHIPS,
    ),
    Recommended(
        "structure",
        f"{LOCAL}: Procurement",
        "Commissioning has replaced grants, and organisations that are small or new to tendering are left out.",
        "Look through commissioning and contracting for whatever puts BME organisations at a disadvantage, remove it, "
        "and see what the schemes for buying locally can teach.",
        "Legal duties are met and more BME organisations deliver.",
        PARTNERSHIPS,
        CRE,
    ),
    Recommended(
        "structure",
        f"{LOCAL}: Procurement",
        "One small organisation alone cannot take on the size of contract that is offered.",
        "Work out with BME organisations how several can bid and deliver together.",
        "Services reach people whom earlier ones did not.",
        PARTNERSHIPS,
        BME,
    ),
    Recommended(
        "structure",
        f"{LOCAL}: Procurement",
        "Value for money is judged as if every community cost the same to reach.",
        "Find a way to count the higher cost of serving communities that regeneration has passed by.",
        "Specialist services are not ruled out by their price alone.",
        AWM,
        GOWM,
    ),
    Recommended(
        "information",
        f"{LOCAL}: Monitoring and impact assessment",
        "Monitoring is already heavy, yet does not show by ethnic group whether the main aims are met.",
        "Use the fuller ethnic categories and the published guides to ethnic monitoring, above all for targets, "
        "take-up and satisfaction.",
        "The partnership, and the public bodies in it, can show progress on race equality.",
        PARTNERSHIPS,
        CRE,
    ),
    Recommended(
        "anti_discriminatory_practice",
        f"{FAIR}: Delivery options",
        "If each institution buys its own help with change, cost and quality vary and chances to share are lost.",
        "Commission that help once in each place, through the partnership, to a specification the regional "
        "institutions share.",
        "Consistent help at a lower cost.",
        PARTNERSHIPS,
        CONCORDAT,
    ),
)

SECTORS = (
    ("Regional institutions", "R", REGIONAL_INSTITUTIONS),
    (PARTNERSHIPS, "P", REGENERATION_PARTNERSHIPS),
)
