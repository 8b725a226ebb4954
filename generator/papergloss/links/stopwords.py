"""Words that carry no subject: those of the language, and those that nearly every abstract has.

Data only. ``FRAGMENTS`` say something beside another word and nothing alone.
"""

from __future__ import annotations

_LANGUAGE = """
a about above across after again against all almost alone along already also although always among
an and another any are around as at away back be became because become been before being below
between beyond both but by can cannot could despite did do does doing done down due during each
either else enough especially etc even ever every few for from further furthermore get give given
had has have having hence her here herself him himself his how however i if in indeed instead into
is it its itself just least less like likely made mainly make makes many may me might more moreover
most mostly much must my myself namely nearly need needs neither never nevertheless next no nor not
now of off often on once one ones only onto or other others otherwise our ours ourselves out over
own per perhaps quite rather really s same second several she should simply since so some still such
t than that the their theirs them themselves then there thereby therefore these they third this
those though three through throughout thus to together too toward towards two under unlike until up
upon us use used using uses usually very via was way ways we well were what when whereas where
whether which while who whole whom whose why will with within without would yet you your four five
first last six seven eight nine ten un re
"""
_ABSTRACTS = """
ability able abstract academic accordingly achieve achieved achieves achieving additional
additionally address addresses addressing aim aims allow allowing allows analyses analysis analyze
application applications applied apply approach approaches available average based baseline
baselines better called capabilities capability capable case cases certain challenge challenges
challenging code common commonly compare compared comparison competitive complex comprehensive
compute conduct conducted consider considered consistent consistently contrast contribute
contribution contributions crucial current currently demonstrate demonstrated demonstrates
demonstrating depend describe design designed detailed determine develop developed develops
development different difficult directly discuss effect effective effectively effectiveness effects
empirical empirically enable enables enabling end enhance enhanced enhances enhancing ensure
essential et al evaluate evaluated evaluation evidence examine example examples existing experiment
experimental experimentally experiments explore explored exploring extend extensive fact field
finally find finding findings finds focus focuses follow following fully fundamental future gap
general generally github good goal great greater growing help high higher highlight highlights
highly https huggingface hundred idea identify impact implement implementation important improve
improved improvement improvements improves improving include includes including increase increased
increases increasing increasingly inherent insight insights introduce introduced introduces
introducing investigate investigated involve issue issues key known lack large larger latter lead
leading leads led limit limitation limitations limited literature little long low lower main major
measure method methodology methods motivated multiple natural necessary new novel notably number
numerous obtain obtained offer offering offers open outperform outperforming outperforms overall
paper papers part particular particularly perform performance performed performing performs popular
possible potential potentially practical practice present presented presents previous previously
primarily prior problem problems produce promising propose proposed proposes proposing provide
provided provides providing publicly question questions real recent recently reduce reduced reduces
reducing related release released relevant rely remain remains remarkable report require required
requires research researcher researchers respectively result resulting results reveal reveals
review robust scale set setting settings show showed showing shown shows significant significantly
similar simple single small solution solutions solve specific specifically standard state
state-of-the-art strategy strategies strong studied studies study substantial substantially success
successful successfully suffer suggest suggests superior support take tackle technique techniques
term terms test tested theoretical theoretically time total traditional train trained type types
typically understand understanding unique utilize utilizing valuable validate value values varied
variety vary version wide widely widespread work works world year years yield yields art sota
world's extensively framework accuracy advance advanced advancement advancements advances aimed
capture captures choice choices choose chosen condition conditions create created creates creating
deal deliver despite detect employ employed employing employs entire exist exists facilitate
facilitates formulate formulated generate generated generates generating generic go independent
interest input inputs learn learned learns leverage leveraged leverages leveraging means
observation observations observe observed often output outputs outcome outcomes pair pairs process
processes property properties reason reasons regardless role select selected selecting sheds source
sources stage stages step steps surprisingly trade usage various vs ii iii iv
"""

# Words that say something only beside another: halves of hyphened words ("self-correct"), and
# things that every paper has some kind of ("reward model", "offline data"; not "training data").
_PREFIXES = "self pre post non multi semi sub co inter intra cross meta"
_THINGS = "model learning data dataset task training quality system"

STOPWORDS = frozenset((_LANGUAGE + _ABSTRACTS).split())
THINGS = frozenset(_THINGS.split())
FRAGMENTS = THINGS | frozenset(_PREFIXES.split())
