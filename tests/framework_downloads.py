"""Files of frameworks, made by hand: a few lines in each publisher's format."""

from __future__ import annotations

from dataclasses import dataclass, field

ESCO = "http://data.europa.eu/esco/"
SKILLS = f"""conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,description
KnowledgeSkillCompetence,{ESCO}skill/1,skill/competence,transversal,tie knots,"make knots
fasten ropes",knot,released,Tie a rope so that it holds.
KnowledgeSkillCompetence,{ESCO}skill/2,knowledge,sector-specific,tides,,,released,
KnowledgeSkillCompetence,{ESCO}skill/3,,,old way,,,obsolete,
"""
GROUPS = f"""conceptType,conceptUri,preferredLabel,altLabels,status,description,code
SkillGroup,{ESCO}skill/S1,work on the quay,,released,,S1
"""
OCCUPATIONS = f"""conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status,description,code
Occupation,{ESCO}occupation/1,9333,docker,"stevedore",released,Loads ships.,9333.1
"""
ISCO = f"""conceptType,conceptUri,code,preferredLabel,status,altLabels,description
ISCOGroup,{ESCO}isco/C9,9,Elementary occupations,released,,
ISCOGroup,{ESCO}isco/C9333,9333,Freight handlers,released,,
"""
BROADER = f"""conceptType,conceptUri,broaderType,broaderUri
KnowledgeSkillCompetence,{ESCO}skill/1,SkillGroup,{ESCO}skill/S1
KnowledgeSkillCompetence,{ESCO}skill/2,SkillGroup,{ESCO}skill/nowhere
"""
NEEDS = f"""occupationUri,relationType,skillType,skillUri
{ESCO}occupation/1,essential,skill/competence,{ESCO}skill/1
{ESCO}occupation/1,optional,knowledge,{ESCO}skill/2
"""
COLLECTION = f"""conceptType,conceptUri,preferredLabel
KnowledgeSkillCompetence,{ESCO}skill/2,tides
"""
IN_SPANISH = f"""conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status,description,code
Occupation,{ESCO}occupation/1,9333,estibador/estibadora,director/directora de muelle,released,,9333.1
"""


@dataclass(slots=True)
class Held:
    """Files held in memory."""

    held: dict[str, bytes] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.held)

    def get(self, name: str) -> bytes | None:
        return self.held.get(name)


def held(**texts: str) -> Held:
    """Return files by name: ``skills_en`` stands for ``skills_en.csv``."""
    return Held({f"{name}.csv": text.encode() for name, text in texts.items()})


def esco(**changed: str) -> Held:
    return held(
        **{
            "skills_en": SKILLS,
            "skillGroups_en": GROUPS,
            "occupations_en": OCCUPATIONS,
            "ISCOGroups_en": ISCO,
            "broaderRelationsSkillPillar": BROADER,
            "occupationSkillRelations": NEEDS,
            "digitalSkillsCollection_en": COLLECTION,
            **changed,
        }
    )


def named(**texts: str) -> Held:
    """Return files by name, with an underscore for the last dot."""
    return Held({name[::-1].replace("_", ".", 1)[::-1]: text.encode() for name, text in texts.items()})


ONET = {
    "Occupation Data.txt": "O*NET-SOC Code\tTitle\tDescription\n53-7062.00\tFreight Movers\tMove freight.\n",
    "Alternate Titles.txt": "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n53-7062.00\tDocker\tn/a\t08\n",
    "Content Model Reference.txt": (
        "Element ID\tElement Name\tDescription\n1.A\tAbilities\tx\n2.A\tBasic Skills\tx\n"
        "2.A.1\tContent\tx\n2.A.1.a\tReading\tUnderstand texts.\n2.C.1\tLaw\tKnow laws.\n"
    ),
    "Skills.txt": (
        "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tRecommend Suppress\n"
        "53-7062.00\t2.A.1.a\tReading\tIM\t3.12\tN\n53-7062.00\t2.A.1.a\tReading\tLV\t1.00\tN\n"
    ),
    "Knowledge.txt": (
        "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tRecommend Suppress\n"
        "53-7062.00\t2.C.1\tLaw\tIM\t2.50\tN\n"
    ),
    "DWA Reference.txt": "Element ID\tIWA ID\tDWA ID\tDWA Title\n4.A\t4.A.I1\t4.A.I1.D1\tLoad ships.\n",
    "Task Statements.txt": "O*NET-SOC Code\tTask ID\tTask\tTask Type\n53-7062.00\t1\tLoad.\tCore\n",
    "Tasks to DWAs.txt": "O*NET-SOC Code\tTask ID\tDWA ID\n53-7062.00\t1\t4.A.I1.D1\n",
    "Technology Skills.txt": (
        "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\n53-7062.00\tCargoSoft\t43\tLogistics software\n"
    ),
    "Read Me.txt": "O*NET 29.2 Database\nFebruary 2025 Release\n",
    "crosswalk.csv": (
        "Mapping project name,ESCO-O*NET Crosswalk,,,,,\n,,,,,,\n"
        "O*NET Id,O*NET Title,O*NET Description,"
        "ESCO or ISCO URI,ESCO or ISCO Title,ESCO or ISCO Description,Type of Match\n"
        f"53-7062.00,Freight Movers,x,{ESCO}occupation/1,docker,x,closeMatch\n"
    ),
}
CASE = {
    "CFDocument": {
        "identifier": "d1",
        "uri": "https://c.example/d1",
        "title": "Quay",
        "version": "2",
        "language": "en",
    },
    "CFItems": [
        {
            "identifier": "i1",
            "uri": "https://c.example/i1",
            "fullStatement": "Work on the quay",
            "CFItemType": "Cluster",
        },
        {
            "identifier": "i2",
            "uri": "https://c.example/i2",
            "fullStatement": "Ties knots that hold under load.",
            "abbreviatedStatement": "Tie knots",
            "humanCodingScheme": "Q.1",
            "conceptKeywords": ["rope"],
        },
    ],
    "CFAssociations": [
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": "i2", "uri": "https://c.example/i2"},
            "destinationNodeURI": {"identifier": "i1", "uri": "https://c.example/i1"},
        },
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": "i1", "uri": "https://c.example/i1"},
            "destinationNodeURI": {"identifier": "d1", "uri": "https://c.example/d1"},
        },
        {
            "associationType": "replacedBy",
            "originNodeURI": {"identifier": "i2", "uri": "https://c.example/i2"},
            "destinationNodeURI": {"identifier": "x", "uri": "https://c.example/x"},
        },
    ],
}
RSD = [
    {
        "id": "https://r.example/api/skills/1",
        "skillName": "Knot tying",
        "skillStatement": "Tie a rope so that it holds.",
        "keywords": ["rope"],
        "categories": ["Sea Work"],
        "status": "published",
        "alignments": [{"id": "https://elsewhere.example/9", "skillName": "tie knots"}],
        "occupations": [{"code": "53-7062", "targetNodeName": "Freight movers"}],
    },
    {"id": "https://r.example/api/skills/2", "skillName": "Old", "skillStatement": "Old.", "status": "archived"},
]
RSD_TABLE = """Canonical URL,RSD Name,Authors,Skill Statement,Categories,Keywords,Alignment URL,O*Net Job Codes
https://r.example/api/skills/1,Knot tying,A. Author,Tie a rope so that it holds.,Sea Work,rope; line,https://e.example/9,53-7062
,Loading,A. Author,Load a ship.,,,,
"""
ASN = {
    "@context": "https://credreg.net/ctdlasn/schema/context/json",
    "@graph": [
        {
            "@id": "https://c.example/f",
            "@type": "ceasn:CompetencyFramework",
            "ceasn:name": {"en-us": "Quay"},
            "ceasn:inLanguage": ["en"],
            "ceasn:dateModified": "2026-01-02",
        },
        {
            "@id": "https://c.example/1",
            "@type": "ceasn:Competency",
            "ceasn:competencyText": {"en-us": "Work on the quay", "es": "Trabajar en el muelle"},
            "ceasn:isTopChildOf": ["https://c.example/f"],
            "ceasn:codedNotation": "Q",
        },
        {
            "@id": "https://c.example/2",
            "@type": "ceasn:Competency",
            "ceasn:competencyLabel": {"en-us": "Tie knots"},
            "ceasn:competencyText": {"en-us": "Ties knots that hold."},
            "ceasn:isChildOf": ["https://c.example/1"],
            "ceasn:exactAlignment": ["https://elsewhere.example/9"],
        },
    ],
}
DIGCOMP = [
    {
        "@id": "https://d.example/scheme",
        "@type": ["http://www.w3.org/2004/02/skos/core#ConceptScheme"],
        "http://www.w3.org/2004/02/skos/core#prefLabel": [{"@language": "en", "@value": "Digital competences"}],
    },
    {
        "@id": "https://d.example/1",
        "@type": "http://www.w3.org/2004/02/skos/core#Concept",
        "http://www.w3.org/2004/02/skos/core#prefLabel": [
            {"@language": "en", "@value": "Information"},
            {"@language": "es", "@value": "Información"},
        ],
        "http://www.w3.org/2004/02/skos/core#altLabel": [{"@language": "en", "@value": "Data literacy"}],
        "http://www.w3.org/2004/02/skos/core#notation": "1",
    },
    {
        "@id": "https://d.example/1.1",
        "@type": "http://www.w3.org/2004/02/skos/core#Concept",
        "http://www.w3.org/2004/02/skos/core#prefLabel": [{"@language": "en", "@value": "Searching"}],
        "http://www.w3.org/2004/02/skos/core#broader": [{"@id": "https://d.example/1"}],
    },
]
OWN = """code,label,kind,alternatives,description,broader,tags,language
K1,tie knots,skill,make knots | fasten ropes,Tie a rope.,G1,rope,
G1,work on the quay,skill group,,,,,
O1,docker,occupation,,,,,
"""
