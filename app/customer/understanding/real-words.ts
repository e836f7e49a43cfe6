/**
 * Stems of English words that lie within a typing error of a word of the lexicon
 * and must not be taken for it. Derived from the freely usable SCOWL list (Debian's
 * wamerican-small).
 */
export const realWords: ReadonlySet<string> = new Set(
  `
aback abid abound accent acceptab acid activist actor addresse aeon afar aglow aground
airtight ajar alight alin allot alloy almighty along altar amid amper angri anon antibody
antic appeal appeas applicator appreciabl appreciativ apter aria arid aros articulat aton
attir audib audit authentic authentical authenticity avert avid await awak award awkwarder
awry axis balk ball balm band bang bank barb bard barg bark baron bask bass bast batter bead
beak beam bean beard beast beat beater becam bedsid beer beet behalv beli belly belt bely
bent berth beset bettor bewar bill birch bitter blab black blad bland blar blaz bleak blest
bloc bluffer boar boast bolt boot born bossy bout braid brak bran brandy brat bread
brillianc brow brown browner buck budg buffet built bull buoy burn bury bush bushy busi bust
butter calf calk calv cancell cancer capitaliz captivat captivity carp cart carv ceas
ceaseless celli cello cellophan cellular chaf chanc chant chao chap chaplain chapt char
charg chart chasm chast cheat cheek chew chick chip chop chos chuck chut clack clam clang
clap clarity classify claus clean cleaner cleanser clearest cleat cleav cleaver cleverer
click clii clim clipt clix cloak clod cloister clon closet closur clot cloudy clout clov
clover cluck clueless coal coat cock coherenc coil collar collection coma comb comet commend
comment commerc commoner commun commuter comp compacter compel compiler complaint complet
completer complianc compliant composer comput computeriz conception concoction concurrenc
confection confidenc conform congestion connecter connectiv connector constant contention
continual continuum contract contrast convection convention convergenc conviction cook coop
cooperat cord cordless corp corporal correction cosy cozy cradl crap crat crep crock crow
crown cull curb curd curl curry curs curt customary customiz dawn dead deadlier deaf dealt
dean dear deav decadent decay deceit deck defy dement dens dent departmental deportment
derail deriv descent detain devil devis differenc dill diner directer directiv director
direst discolor discovery dish disk displac displeas distant distinct downgrad downy drab
drap draw drawn dreg drip dron droop drov drows drug dual dusk each east eater edit eery
eject elit emit empir employer enact endowment enjoyment entic escalator ether etho evaporat
even evok exalt excellenc exception excerpt excessiv excit exclusion exil exist expansion
expediency expedient experiment expert explosiv extensiv fabl facil fact factory fair fals
famin farm farmer faulty feast feebl feed feet fell fellow fend fidd fiend fiendish filly
filmy firmer fist flail flashy flask flesh flight flood flour flush foam foil fold follower
fond foothill fora forc ford forewarn foreword forg forger forgo forgon fork fort forty
forum forwarder fourth frail fram freez freezer fright fril frill frog froth fuel fuell fund
funni furl gain garb garbag gardener gardenia genera generaliz generat given gland glar glaz
glid globul goad goggl gold goodi goody goof goon goos grac graceful grad gram grap grat
grav gray graz greas green grid grop grous grub guil guild guis half hall halo halv hand
handiest happi hardy hark harm harp hart hast haven head headiest headrest heady heal heap
hears heart heat heav heavi heir held hell helm hemp herd hereabout herp hilt hing hippy
hoard hobbl hock hoed holy honester honk hood hoof hoop hoot hoov hord horniest horrib hors
horseman hostel houseboat hovel humb hung idea idiom ikon impart importanc impotent improvis
incidenc incidental incompetenc indifferent indirect informational informativ inherent
initiall inkl inner instal instill instructiv instructor intenser interact interced
intercept interest interfac interior interject interment internal interpret intersect
interven iron jest joint judo jumpy keel keen kelp kiln kilo kilt kink knob knot lack lacy
ladl lager lamer lard lark laser lash lass latex lather latter launcher laxer layer lazy
leaf leak lean leap leas least leav left lend lest leve lewd lick lift lint list liter liven
liver loaf loam loan loav local lodg lofty logic logo loin lookout loom loon loop loos loot
lord loser loud lower lucki lucky lung lurch lurk lust lynch mail maker mang manger mangy
march mart mass massag mast master matchbook math meal meant meas meat median mediat meek
melt menageri menagery mend mesh messy metabolic mild minc mink mint minuet minus misd miss
mist mistaken moan modal modell modul momentum monument mony moss most motel moth mouth
movement movy muck mulch multip multiply munch mush musk muss musty mutt mutter neat neater
needl needy neon nest newer newt nigh noisi noisy nook noos noun novic nuder oblivious
observatory observer oily okra omen opera operatic operativ operator ordinanc ordinari otter
ouch outdid outer outrag outsider oven overat overhaul overkill oversight overt overweight
oxen pact paid pail paint palac pang pant paraphras park pars parson parsonag part passport
pasta pasty patroll pawn peac peak pear peas peck peek peel peep peev peon perfecter
persecut persona personabl personaliz pest peter phas phony photon physician pick pier pink
pint plaic plain plank plant plat plea plead pleat ploy plum plung plus plush poet poker
polic pool poop port portabl possib postal posy pour pout powder practical practis pray
precedent precious preciser prefect premis presenc presenter presidency prevalent preventiv
princess print prob proc processor prod production profess profit programer programm
progress project projection prom promot prompter pron prop propel properer property pros
prosecut prosecution prospect prosper protectiv protector protest protract prow prowess
publisher puck purchaser pushy puss quack qualify quantity quich quiet quilt quip quirk quiz
quot raid rail rain rang react readi ready realism realist realm ream reap rear reasonab
recant recap receiver recenter receptiv recession recit recompens recorder recover
recreation redemption reed reel refug refut regal regent registrar registry reinstat reis
rejection relent remad remit rend rent repeal repent replay reported reporter represent
reprogram requisit resal resent residenc resident resistor resolver resort responsibl retch
retention reticent retort reus revolv ridg rind rink rins riot roach roam roar robuster roof
rook roomy roost rooter roster roug round rout ruby ruing rung rust sadden sallower salv
sand sang sassiest saturation saut scab scal scant scar scen scheduler scop scout scream
scuff seal seam sear seat seed seediest seek seep seer selv sens servil severanc severity
shad shak shall shark sharp shav shear sheep shin shingl ship shir shirt shod shon shoo
shoon shoot shop shor shorn shoulder shov shower shown showy shred shuck shun shunt sieg
sigh signall sill simmer simulator sink skat skill skin skip slam slap slat slay sled sleek
sleepy sleet sleev slew sling slip slob slog slop slot slummer slut small smot smuggest smut
snap snar sneak sneaker sneakier snid snitch snort snot snout snow snuck snuff snuffer
snuggest soap soar sodden soft soggiest sold soli solo somewhat soot sorta sown span spar
spat spay spear specifical specifier specious speck sped speediest speedy spend spic spik
spill spind spir spit spok spong spoon spor sport spout sprang spun spurious squad squat
squir stab stack stag stair stak stal stalk stapl stark startl starv statu stav steak steam
steel steep stem sterl stew stick stiff stifl stilt stimulant stimulat stimulation sting
stipulat stipulation stir stitch stock stok stol stomp ston stoop stor stout stov stow
straggl strand stranger strangl strap stray streak streamer strengthen strid strif strik
string stript striv stronger struck strung stuffier stuffy stunk stupider submarin successiv
successor suck sued sufferer suggester suggestiv suing summari sunda sundry sung superb
supper supporter supportiv surer suspender suspens swab swam swamp swan swat sway sweep
sweetest swill swin swing swip switcher swoon symbolic symboliz synchronous tabl tack taker
talc tall tamer tank taper tart tast teak tear teas teat teem teen temper tent term terrib
thaw their thenc thes they thick thickest thicket thin thong thorough thos though threw
throb thron throv thrown thump thus thym tick tickl tier tild tilt ting tingl tirad titl
toad toil toll tonn toot torch torn tost touchy trac track trail traine trait transform
transpir transvers trap tray tread trib tribal trickl tricky trifl trill trim trio tripl
tripo trit trod trol trough truck tsar tuck tunnell turf turv tusk twing twinkl tying udder
unblock underhand understat understood uner unload unpublish unset unsuccessful unsupport
unti untir usabl usher validity vary veer vent verb verg vers verv void waft waif wail waist
waiv wand ward warm warp wart wary wast watt weakl wealthier wean wear weav weed weep weer
weld welt whal whatever wheat whenc wherever whet whew whim whin whip whir whirl whit whiz
whoa whom whor whos widow width wild wilt wily wish witch wont wood wool wordy workman world
worm worn wors wreak wren wring writ writh wrung yourselv yous
`
    .trim()
    .split(/\s+/),
);
