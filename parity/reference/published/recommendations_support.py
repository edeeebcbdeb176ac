"""What the 2005 report asks of generalist and of BME infrastructure organisations, in our own words."""

from parity.reference.published.recommended import AWM, BME, CONCORDAT, GENERALIST, GOWM, Recommended

MATRIX = "Recommendations (page 12): matrix"
GENERAL = "Generalist infrastructure (from page 27)"
SPECIALIST = "BME infrastructure (from page 31)"
ZONES = "Regeneration zones; Local strategic partnerships"

GENERALIST_INFRASTRUCTURE = (
    Recommended(
        "strategy",
        f"{GENERAL}: Access and impact",
        "BME organisations seem to use general support less than others; how much less, nobody knows.",
        "Map what general and BME support organisations offer, and who uses it.",
        "Use, need and effect are known, and so is who is best placed to offer what.",
        GENERALIST,
        BME,
    ),
    Recommended(
        "strategy",
        f"{GENERAL}: Access and impact",
        "Services were shaped without asking BME organisations.",
        "Ask BME users what they think of the services, and turn the answers into plans: staff development, outreach, "
        "work shared with or passed to BME support organisations.",
        "There are standards for serving BME organisations.",
        GENERALIST,
        BME,
    ),
    Recommended(
        "information",
        f"{GENERAL}: Access and impact",
        "Support organisations have no agreed standards, and the national ones are not there yet.",
        "Set up a working group of general and BME support organisations to write a framework for better performance.",
        "Performance for BME organisations can be judged in one way.",
        GENERALIST,
        BME,
    ),
    Recommended(
        "information",
        f"{GENERAL}: Access and impact",
        "A framework that nobody applies changes nothing.",
        "Put the framework to use, and bring the results together by organisation or by area.",
        "Each organisation and area has a plan to improve, and need and supply meet.",
        GENERALIST,
    ),
    Recommended(
        "structure",
        f"{GENERAL}: Representation",
        "General organisations hold the voluntary sector's seats without the knowledge to speak for BME organisations.",
        "Audit how BME organisations are represented: how representatives are informed and supported, what difference it "
        "makes, and who from the BME sector could speak instead.",
        "BME organisations are better represented, and policy takes more notice of their needs.",
        GENERALIST,
    ),
    Recommended(
        "structure",
        f"{GENERAL}: Representation",
        "Nothing sets out what good representation of BME organisations would be.",
        "Write good practice guidance for general organisations that represent BME ones.",
        "Representatives answer to those they speak for.",
    ),
    Recommended(
        "leadership",
        f"{MATRIX}, Leadership",
        "Leadership in the community has had little chance to grow.",
        "Become able to lead on behalf of BME organisations where that is wanted.",
        "BME organisations have an advocate in every setting where general organisations sit.",
        GENERALIST,
    ),
    Recommended(
        "capacity",
        f"{MATRIX}, Capacity",
        "Training and advice for community organisations are plentiful but scattered: some is offered twice, some not "
        "at all.",
        "Plan the strengthening of organisations together, in each district or sub-region.",
        "What is offered adds up, and leads to something beyond the training itself.",
        GENERALIST,
        BME,
    ),
)

BME_INFRASTRUCTURE = (
    Recommended(
        "vision",
        f"{MATRIX}, Vision",
        "There is no agreed vision, and there are no indicators to measure it by.",
        "Help to write the vision and to choose its indicators.",
        "The vision is one that BME organisations recognise.",
        CONCORDAT,
        BME,
    ),
    Recommended(
        "leadership",
        f"{MATRIX}, Leadership",
        "Since the last support network for the sub-region closed, nobody has taken its place.",
        "Lead on behalf of BME organisations.",
        "Communities are engaged directly, by people who know a subject and answer for it.",
        BME,
    ),
    Recommended(
        "strategy",
        f"{MATRIX}, Strategy",
        "BME organisations rarely have a part in writing regeneration strategies.",
        "Open the writing of regeneration strategies to BME organisations, and bring them to it.",
        "Strategies take account of the communities they are for.",
        BME,
        ZONES,
    ),
    Recommended(
        "structure",
        f"{SPECIALIST}: Development",
        "BME organisations deliver few public services: they are small and lack the systems that contracts call for.",
        "Test, in pilot projects, contracts through a third party and groups of organisations that bid together.",
        "BME organisations can compete for services and for larger sums.",
        "",
        f"{AWM}; {ZONES}",
    ),
    Recommended(
        "capacity",
        f"{SPECIALIST}: Development",
        "More organisations need more advice, case by case, than anybody has time or knowledge for.",
        "Set up and fund a network of accredited advisers for short pieces of professional help.",
        "More and better bids, and new skills that stay.",
        "",
        "Business Link",
    ),
    Recommended(
        "structure",
        f"{SPECIALIST}: Policy and advocacy",
        "Public bodies say they wish to engage BME organisations, but no framework guides or checks them.",
        "Work out the compact with the regional institutions from the side of BME-led organisations.",
        "Joint work that lasts, and a plan for investing in the sector.",
        GOWM,
        BME,
    ),
    Recommended(
        "capacity",
        f"{SPECIALIST}: Policy and advocacy",
        "Organisations that want change do not know enough about policy, at any level, to bring it about.",
        "Teach BME-led organisations how policy is made and how partnerships work.",
        "BME organisations can take part in consultation, boards and delivery.",
    ),
    Recommended(
        "information",
        f"{SPECIALIST}: Research",
        "BME-led organisations gain little from general support, and the reasons are guessed at.",
        "Ask BME-led and general organisations what stands in the way, and work out remedies.",
        "General organisations represent and serve BME ones better.",
    ),
    Recommended(
        "information",
        f"{SPECIALIST}: Research",
        "The effect of support on BME-led organisations is not measured.",
        "Develop a tool to measure it, and try it out with general and BME support organisations.",
        "Support can be followed and improved.",
        "",
        f"{GENERALIST}; {BME}",
    ),
    Recommended(
        "information",
        f"{SPECIALIST}: Research",
        "Little is known for certain about which ways of engaging BME communities succeed.",
        "Collect case studies and evaluations from the whole country in a database of good practice.",
        "Investment rests on what has worked.",
    ),
    Recommended(
        "structure",
        f"{SPECIALIST}: Brokering and networking",
        "BME organisations work apart and seldom meet those who make policy or buy services.",
        "Form clusters on subjects such as work, learning and enterprise, where BME-led organisations meet institutions "
        "directly.",
        "Institutions learn whom they serve, and ways into delivery open.",
        "",
        f"{AWM}; {ZONES}",
    ),
    Recommended(
        "capacity",
        f"{SPECIALIST}: Capacity building",
        "Too few people from BME communities are both willing and prepared to serve on boards.",
        "Publicise the part that members play, and prepare people for it, to widen the pool of candidates.",
        "Boards and consultations draw on more people, and better informed ones.",
        "",
        AWM,
    ),
)

SECTORS = (
    ("Generalist infrastructure", "G", GENERALIST_INFRASTRUCTURE),
    ("BME infrastructure", "B", BME_INFRASTRUCTURE),
)
