/**
 * The lexicon that all scenarios share: concept → words and phrases. Inflected
 * forms come from stemming; a longer phrase hides the shorter ones inside it,
 * so entries such as "phone number" also say what is *not* meant.
 */
const entries = {
  // What the screen shows
  see: "see, show, display, appear, come up, comes up, coming up, came up, pop up, pops up, popping up, flash up, look at, looking at, reads, read, throw, throw up, throws up, give you, giving you, tell you, telling you, facing, staring at, greeted, last thing you see, last thing you saw, come back, comes back, get back, comes next, answering",
  get: "get, receive, present, obtain",
  say: "say, state, tell, read, complain",
  error:
    "error, error message, message, error code, error number, fault code, warning, popup, pop up, exact wording, wording, exact words, exact text, screenshot, screen shot, screen grab, picture of the screen, snip, dialog, dialogue, alert, error text, prompt you get, complain, photo of your screen, picture of your screen, photo of the screen, the words on it, words on your screen, words on the screen, error text, display, fault message, text, some text, the text, word for word, word by word, verbatim, literally, exact error",
  screen: "screen, page, window, monitor, sign in page, login page, login screen, logon screen",
  happen:
    "happen, react, respond, occur, going on, go on, goes wrong, go wrong, going wrong, went wrong, wrong, the matter, do it do, stop you, block you, blocking you, stopping you, preventing you, stuck, get stuck, hang, fail, trip, symptom, up with, hold you up, holding you up, the trouble, play up, playing up, experience, experiencing, how far do you get, how far you get, far do you get, then what, spinning, spin, stall, look like, looks like, facing, last thing you see, last thing you saw, ask you for, asking for, ask you to, want from you, expect from you, complaining about, reject, refuse, turn you away, kick you out, throw you out, let you down, blocked, denied, system answer, comes after the password, come after the password, the reaction",
  // Time
  begin:
    "begin, start, kick off, arise, onset, first notice, start happening, first happen, first occur, come on, occur first, crop up, set in, first see, first saw, first time, beginning, first occurrence, occurrence, onset, start time, start date, date of, first appear, commence, first attempt, first failed, failed attempt",
  notice: "notice, spot, realise, realize, become aware, aware, observe, discover, find out",
  stopped:
    "stop working, stopped working, break, die, go down, go bad, turn bad, go funny, fail first, quit working, play up, go wrong, packed up, give up, fall over",
  lastworked:
    "last work, last worked, worked last, last ok, last fine, last able, last get in, last time you got in, last time it worked, last time it, last sign in, last log in, last logged in, last successful, work before, worked before, working before, fine before, ok before, work yesterday, working yesterday, still work, last time you were able, last could, last managed, ever work, last call, last good call, last normal call, last decent call, last clear call, last meeting, last time that you, last time when, for the last time",
  time: "time, day, date, hour, minute, moment, morning, today, yesterday, afternoon, evening, tonight, last night, week, weekend, monday, tuesday, wednesday, thursday, friday, saturday, sunday, noon, lunchtime, lunch, month, ago, this morning, this afternoon, this week, this evening, this weekend",
  pasttime:
    "yesterday, last week, last night, last month, last friday, last thursday, last monday, last wednesday, last tuesday, on friday, on monday, on tuesday, on wednesday, on thursday, on sunday, on saturday, this morning, earlier today, earlier this week, before today, before that, before this, before the weekend, at the weekend, over the weekend, previously, the day before, the week before, in the past, at all this week, this week, until now, days ago, end of last week, when you left, when you finished, when you went home",
  firstly:
    "to start with, to begin with, start off with, begin with, start with, before we start, before i start, before we begin, before i begin, before anything, before we go on, before i go on, before going on, let us start, shall we start",
  stage:
    "at what point, at which point, which step, what step, what stage, which stage, how far do you get, how far you get, how far through, how far into, how far does it, how far along, where does it stop, where does it hang",
  consequence:
    "not done, not finished, not released, not ready, not make it, not in by, too late, not in time, not sorted, not fixed, not solved, in an hour, later on, miss the, go wrong if, would go wrong, wait until, waited, do not manage, nothing happens",
  future:
    "tomorrow, convenient, suit, suits, good for you, free for, available, next week, next time, later today, lunch break, your break, go home",
  it: "it, this, that, situation, thing, thing happen",
  since:
    "since, since how long, ago, from when, so far, until when, since what, from today, from yesterday, from this morning, from monday, from friday, from last week",
  until: "until, till, up until, up to now, before today, prior to today, before this",
  duration:
    "a while, for long, long time, all day, all morning, all week, some time, for ages, ages, forever, for days, for weeks, always been, always like, just happen, suddenly, sudden, just start, just begin, out of the blue",
  problem:
    "problem, issue, trouble, fault, incident, bug, glitch, symptom, outage, difficulty, lockout, sound problem, robot voice, error",
  // People
  others:
    "anyone else, anybody else, someone else, somebody else, who else, other people, other person, other user, colleague, coworker, teammate, workmate, co worker, team mate, everyone else, everybody else, all of you, office mate, desk mate, neighbour, neighbor, people around you, people near you, people next to you, person next to you, just you, only you, you alone, you only, just yourself, only yourself, only one, whole department, the whole office, all staff, other staff, other employee, peer, same boat, isolated to you, limited to you, affecting you only, rest of the team, people in your, somebody around, anyone around you, anyone near you, anyone in, anybody in, other folk, other in your, single user, multiple user, several user, many user, more user, more than one, how many people, how many user, how many of you, other desk, multiple people, several people, others, your team, the team, in team, whole team, everyone in, everybody in, everyone around, everyone at, everybody at, is everyone, is everybody, does everyone, does everybody, all of them, the guys, your guys, whole floor, whole building, entire floor, entire team, entire office, entire department, only your account, just your account, everyone or, to everyone, for everyone, everybody or, to everybody, just to you, only to you, only for you, just for you, all user, happen to everyone, are you alone, alone in, on your own with, the only, same problem too, rest of payroll, rest of you, rest of the office, rest of the department, rest of your team, rest of your office, rest of your department, rest of the staff, nobody else, no one else, desk next, next desk, desk beside, sits next to you, colleague next to you, person beside you, beside you, people nearby, those around you, people around, others around you, other colleague, you thing, everyone thing, everybody thing, any other person, other staff member, other clerk, clerk, workmates, general outage, general problem, system wide, company wide, widespread, isolated case, department wide, just your machine, just your laptop, other desks, whole office, entire company, your mates, of your mates, your buddies, the other girls, the girls",
  anybody:
    "anyone, anybody, someone, somebody, others, other people, person, people, person next, guy, lady, user, folk, team, department, group, crew, your manager, your boss, colleague",
  identity:
    "who you are, who are you, who am i, who i am, who is this, identity, verify, verification of, verify you, your identity, identify, identify yourself, prove, proof, staff number, staff id, staff card, staff badge, staff code, employee number, employee id, employee code, personnel number, personnel id, personal number, service number, badge, badge number, badge id, payroll number, works number, worker number, worker id, work id, id number, company id, corporate id, company number, id card, employee card, id, full name, surname, last name, first name, name and surname, date of birth, dob, birthday, security question, security check, confirm who, speaking to, speaking with, talking to, talking with, chatting with, dealing with, right person, your credentials for id, authenticate you, really you, id check, the right person, right customer, run through security, you through security, through security, security first, security details, security step, pass security, id you, identify you, who i have, make sure it is you, is it really you, the real, you are really, know you are, know it is you, sure you are, employee data, staff details, personal data, your number with, company code, employee name, number of employee, number in the company, dob, verify myself, introduce yourself, good name, be sure that it is you, sure that it is you, sure it is you, clock number, validate, validate you, authenticate yourself, for security, security purpose, data protection, verification purpose, who exactly, identification, some identification, proof of identity, form of id, identity check, who is asking, with whom, whom do i, whom am i, who do i have, on your badge, your badge, new badge, site pass, security pass, number of collaborator, collaborator number, collaborator, employee file, personnel file, hr number, matriculation, matricule, number you have as employee, as employee, who you say, say you are, employee details, employee detail, staff detail, your id, caller identification, prove it is you, prove that it is you, confirm it is you, confirm that it is you, confirm your identity, and you are, who is it i, who is it that, works no, identify the caller, verify the caller, verify the user, verification, verify who, confirm your details, take your details, number do you have with us, number have you with us, number with us, number with the company",
  staffnumber:
    "staff number, staff id, staff code, employee number, employee id, employee code, personnel number, personnel id, payroll number, works number, worker number, badge number, number on your badge, full name, date of birth",
  name: "name, your name",
  thirdparty:
    "manager, supervisor, director, customer, client, wife, husband, dog, boss, team lead, your manager name, his name, her name, their name, file, program, ticket number, reference number, case number, incident number, flight number, gate number, account number, order number, your customer, your customers, your client",
  outsider:
    "my colleague, my manager, my boss, my wife, my husband, my phone, my laptop, my computer, my team, my desk, my screen",
  standin:
    "who could, who can do, who might, do it for you, cover for you, instead of you, take over, stand in, step in, help you out",
  computer: "laptop, computer, pc, desktop, mac, screen, monitor, notebook",
  notice2: "prompt, popup, pop up, notification, message, bubble",
  program: "application, program, programme, app, software, tool",
  confirmself:
    "confirm that it is you, confirm it is you, prove it is you, confirms that it is you",
  sms: "by text, text message, by sms, via sms, via text, text you",
  phonestate:
    "phone shop, phone contract, phone bill, phone case, phone cover, phone company, phone provider, charged, charger, battery, silent, on mute",
  opinion: "do you like, you like, you enjoy, enjoy, happy with, settled, settle in",
  same: "same, too, as well, similar, alike, trouble, affected, hit by",
  contactnumber:
    "phone number, contact number, callback number, call back number, mobile number, cell number, telephone number, number to call, number to reach, number i can, reach you, call you back, ring you back, call you, ring you, best number, extension, direct line, contact you, get hold of you, phone no, tel no, telephone no, contact details, number for you, whatsapp, phone you back, number on which, phone you on, i phone you, we phone you, to phone you, phone you at, give you a ring, give you a call, prefer chat, chat or phone, phone or chat, ring your mobile, ring your phone, call your mobile, call your phone, phone your mobile, reach your mobile, ring your cell, call your cell",
  // What changed
  change:
    "change, different, differ, differently, alter, modify, unusual, out of the ordinary, anything odd, anything strange, anything unusual, anything happen, something happen, switch over, move to, recent activity, recent event, leading up to, lead up to, you do anything, you do something, touch anything, touched, tamper, mess with, fiddle, something odd, something strange, something unusual, something weird, anything weird, something suspicious, anything suspicious, something funny, anything funny, anything different, something different",
  doing: "you doing, been doing, up to before, you get up to, you up to",
  novelty:
    "new, fresh, replace, swap, upgrade, switch, trade, brand new, newly, reinstall, update, install, get a new, buy, buy anything, purchase",
  anything: "anything, something, everything, nothing, what else",
  recent:
    "recent, recently, lately, last few days, past few days, over the weekend, weekend, last week, beforehand, prior, just before, right before, shortly before, before that, before it, before this, since then, around then, around that time, in between, in the meantime, yesterday, friday, saturday, sunday",
  // Signing in
  phone:
    "phone, mobile, handset, iphone, smartphone, smart phone, cell, cellphone, cell phone, android, samsung, pixel, galaxy, telephone, sim, sim card, mobile device, mobil, fone, phone model",
  oldphone:
    "old phone, previous phone, old one, previous one, old mobile, old handset, old device, previous handset, other phone, former phone, old iphone, old samsung, the last phone, your last phone, traded, trade in, traded in",
  authenticator:
    "authenticator, authenticator app, authenticate, authentication, authentication app, mfa, 2fa, second factor, approve, approval, approving, verification app, verify app, verification request, security app, push, push notification, notification, sign in request, login request, approval request, approve request, sign in prompt, request, request go, confirm the sign in, confirm your sign in, confirm the login, confirm it is you logging in, accept the sign in, accept the request, allow the sign in, duo, okta verify, microsoft app, number match, tap approve, approve button, approve the sign in, prompt, verification prompt, mfa prompt, mfa device, mfa app, mfa method, approver, second step, verification step, verification method, extra check, security prompt, confirm the request, second device, two step, extra step, approval message, approval prompt, approval notification, approval text, approval question",
  signin:
    "sign in, signin, sing in, loging, sign on, log in, login, log on, logon, get in, get into, getting in, getting into, access, enter the system, password screen, portal, connect to, open anything, go in, be in, locked out, lock out, shut out, kept out, unable to work",
  enrol:
    "enrol, enroll, enrolment, enrollment, register, re register, set up, setup, setting up, install, add, scan, registration, re registration, pair, link, activate, configure, download the app, download the authenticator, get the app, put the app, put the authenticator, move the authenticator, transfer the authenticator, qr, qr code, barcode, square code, follow the step, follow the prompt, follow the instruction, follow the wizard, follow the on screen, follow the setup, go through the setup, re add, reenrol, reregister, set it up, set that up, set this up, setting it up, set yourself up",
  approveit:
    "approve, accept, tap approve, press approve, allow, tap yes, press yes, hit approve, tap accept",
  attach: "connect, hook up, tie",
  password: "password, passcode, passphrase, pass phrase, pin, pin code, pin number",
  code: "code, verification code, security code, one time code, one time password, otp, recovery code, backup code, digit",
  account: "account, profile, user, username, user name, email address",
  expired: "expire, expired, expiry",
  forgot: "forget, forgot, forgotten, remember",
  // Place and device
  location:
    "where are you, where you are, where abouts, whereabouts, at home, in the office, on site, on the road, from home, from the office, working from, work from, working from home, home office, which building, which floor, which room, what room, what floor, which office, remote, remotely, location, located, room, desk, building, garden, shed, based, situated, physically, kitchen, upstairs, downstairs, indoors, house, place, spot, outside, home, you sit, you sitting, you sat, are you sat, sitting at, sit at, sitting in, at your desk, where about, in town, place of work, workplace, in the house, garage, attic, loft, conservatory, cafe, hotel, train, lounge, living room, bedroom, basement, cellar, barn, somewhere, set up your desk, summer house, current site, which site, what site, which location, current location, current place, country, city, town, airport, terminal, hq, headquarters, which level, what level, find yourself, the place you are, place you are in",
  postal: "post code, postcode, zip code, zip, postal address, street address",
  kindof: "sort of, kind of, type of, what sort, what kind, what type",
  distance:
    "how far, distance, far from, far away, close to, near, near the, next to, away from, same room, walls between",
  router:
    "router, hub, box, access point, the internet box, wifi box, modem, broadband box, home hub",
  device:
    "laptop, computer, pc, machine, desktop, mac, macbook, windows, operating system, device, chromebook, notebook, gadget, version of windows, windows version, which windows, what windows, windows do you, windows are you, windows have you",
  wifi: "wifi, wireless, connection, network, home network, wifi connection, wlan, hotspot",
  internet: "internet, broadband, internet connection, line, web connection",
  like: "like, going, any good, good, decent, okay, holding up, full, strong",
  signal:
    "signal, bar, bars, reception, strength, strong, weak, signal strength, wifi icon, wifi symbol, wifi sign, wifi fan, fan, fan shape, little fan, curved lines, wifi bars, coverage, quality, arcs, how is your wifi, how is the wifi, how is your connection, stable, poor, strip, dash, arc, wave, curve, wedge, wireless icon, wireless symbol, wireless sign, network icon, network symbol, network sign, wireless strength",
  technicalsignal: "dbm, rssi, snr, netsh, decibel, dbi, signal to noise",
  cable:
    "cable, ethernet, wired, lan, plug in, plugged in, plug your laptop, network cable, lead, wire, connected, how are you connected",
  speedtest:
    "speed test, speedtest, test your speed, internet speed, mbps, fast.com, broadband speed, connection speed, download speed, upload speed, bandwidth, ping test",
  rest: "everything, anything else, something else, the rest, rest of your, otherwise, other thing, other trouble, other problem, other issue, other symptom, what else, all the other, other stuff, anything other, elsewhere, anywhere else, whole connection, whole internet, whole network, entire connection, connection in general, internet in general, nothing else, anything further, any further, further issue, further problem, all else, remainder, other than that, apart from that, besides that, besides this, aside from that",
  internetuse:
    "website, web site, web, webpage, web page, browse, browsing, browser, email, outlook, netflix, youtube, other app, other apps, other application, other program, other software, other system, other thing, other site, other tool, other service, shared drive, file share, intranet, teams chat, downloads, mail, mails, e mail, inbox, further application, other programme, websites, web sites, pages load, news, online, surf, surfing, surfing the web, go online, online shop",
  only: "only, just, solely, purely, exclusively, specific, particular, all the time, outside of, besides, apart from, aside from, except, either, too, as well, generally, in general, overall, limit, affect, other than, merely, simply, nothing but, limited to, restricted to, confined to, exclusive to, only in, only during, just during, just in",
  slow: "slow, lag, laggy, sluggish, struggle, bad, poor, freeze, affected, affect, drag, crawl, choppy, cut out, drop, drop out, suffer, slowly, slower, down, impacted, impact, buffer, buffering, fine, ok, okay, normal, work, well, properly, good, alright, all right, fast, quick, behave, play up, delay, latency, slowness, quickly, usual, snappy, stutter, stuttering, responsive, hiccup, jerky, patchy, misbehave, misbehaving",
  call: "call, meeting, teams call, teams meeting, video call, phone call, conference, conference call, zoom, webex, teams",
  ring: "ring, dial, call up, give a call",
  voice:
    "voice, audio, sound, mic, microphone, headset, speaker, robot, robotic, dalek, metallic, speak, talk, talking, when you talk, talking to people, you talk",
  testcall:
    "test call, echo test, echo call, echo123, trial call, practice call, make a call, make a test call, make a quick call, call me, call someone, call a colleague, ring someone, ring a colleague, ring a mate, try a call, try calling, try another call, do a call, start a call, join a call, test meeting, test the call, call again, quick call, have a call, give someone a call, call somebody, test teams, test your audio, record a test, dial, short call, jump on a call, phone a colleague, call one of, ring one of, ring me, another call, ring somebody, ring one, ring up, a bell, a buzz, quick ring, give a ring, a tinkle, phone someone, phone somebody, quick test, a test, ask someone, ask somebody, ask a colleague, ask one of, ask her, ask him, test your sound, test your voice, test the sound, test the audio",
  vpn: "vpn, v p n, global protect, globalprotect, anyconnect, tunnel",
  check: "check, look, see, have a look, open, tell me",
  running:
    "your laptop doing, the laptop doing, your computer doing, the computer doing, your machine doing, your pc doing, run in the background, in the background, background, open on, open at the moment, open right now, program, programs open, app, apps open, application, software, process, task manager, task, tab, up to, busy, using the internet, using your internet, using your wifi, use your connection, use up, eating, hogging, tie up, going on in the background, active, transferring, sending, what is open, using the connection, taking up, take up, else going on, else is going on, else going, is running, are running, running on, running at, running in, anything running, something running, else running, program running, running right now, running now, you running, be running, has running, have running, keep running, is open, are open, have open, got open, open now, windows open, tabs open, opened up, it doing, else doing, is it doing, is it busy, you doing anything, laptop doing anything",
  upload:
    "upload, uploading, uploads, sync, synchronise, synchronize, syncing, synching, backup, back up, backing up, cloud, onedrive, dropbox, google drive, icloud, gdrive, sharepoint, transfer, file transfer, saving, save, saving your videos, save your videos, video save, video files, videos, footage, large file, big file, large files, big files, send files, sending files, the saving, copying, copy, clip, download, downloading, photo, film, picture, media, footage, big transfer, data transfer, import, video recording, moving file, move file, heavy, something big, something large, anything big, anything large, send anything, send something, put online, publish, share file, something heavy, store, storing, big stuff, big things, lots of data, gigabyte, gigabytes, lots of files, many files",
  pause:
    "pause, stop, suspend, hold, halt, put on hold, cancel, quit, close, switch off, turn off, hit pause, press pause, interrupt, kill, exit, end, abort, freeze it, hold off, disable, shut down, shut",
  streaming: "stream, streaming, movie",
  schedule:
    "in the night, by night, during the night, nights, at nights, schedule, overnight, tonight, at night, after work, after hours, later, this evening, in the evening, end of the day, out of hours, when you are done, when you are finished, when you are not on, when you are not in, not on a call, not on calls, when you finish, outside working hours, outside work hours, outside office hours, before bed, while you sleep, weekend, leave it running, until you, until after, between calls, after your call, after your meeting, after your calls, not in a meeting",
  household:
    "at home using, else at home, family, kids, children, wife, husband, partner, someone at home, anyone at home, anybody at home, anyone streaming, household, else in the house, else on your wifi, else using, flatmate, housemate, else on the wifi, else on the internet, anyone in the house, someone in the house, anybody in the house, anybody else home, anyone else home",
  closer:
    "closer, nearer, move closer, move nearer, go closer, go inside, go indoors, into the house, move to the house, sit near, sit next to, move rooms, next to the router, near the router, back in the house, go into, come inside, work in the house, beside the router, by the router, to the router, to the box, walk to, over to the house, beside the box, by the box, to the box, closer to it",
  // Doing
  restart:
    "restart, reboot, power cycle, turn it off and on, off and on again, switch it off and on, turn off and on, shut down and start, restart your, fresh start",
  retry:
    "another go, another shot, try, try again, retry, have a go, have another go, give it a go, give it another go, give it another try, one more time, attempt, reattempt, another try, have another try, see if, check if, check whether, test, once more",
  back: "back, up and running, back up, again, back to normal, back in business",
  opening: "open, load, come up, launch, start up",
  works:
    "work, working, fix, fixed, okay now, ok now, fine now, resolve, solve, better, sorted, sort, success, successful, go through, through, back in, are you in, you in, you still in, you both in, still open, still unlocked, still holding, got in, all good, all set, good now, up and running, back to normal, let you in, lets you in, clear now, clearer, manage, able to, improve, any luck, luck, any better, working now, happy, how is it now, how does it look now, gone, cured, did that help, did it help, did it go, did that do, done the trick, do the trick, any joy, how does it look, how is it looking, how does that look, how about now, and now, all clear, come through clear, coming through clear",
  now: "now, again, this time, yet, already, finally, still, at the moment",
  tried:
    "you try, you tried, tried so far, tried already, already try, already tried, have you tried, done so far, attempted, anything you tried, restarted",
  mean: "do you mean, you mean, mean by, meaning of",
  describe:
    "describe, explain, walk me through, talk me through, take me through, tell me more, elaborate, detail, details, more information, more info, more about, exactly, precisely, run me through, fill me in, in your own words, tell me about, what is going on, what seems to be, happening, summarise, summarize, clarify",
  offerhelp:
    "how can i help, how may i help, how could i help, how can we help, how may we help, how can i assist, how may i assist, how can we assist, how can i be of, how may i be of, what may i do, what can i do, what can we do, what can i help, what may i help, what can i assist",
  next: "next, upcoming, later, scheduled, planned, your big",
  job: "payroll, company, department, job, role, employed, firm, business, with us, sales, join us, join, joined, hired",
  askall: "ask everyone, ask everybody, tell everyone, ask you this, have to ask, ask this",
  urgency:
    "deadline, urgent, urgency, by when, how urgent, need it by, need this by, how soon do, time pressure, cutoff, due, how long have you got, how long have we got, how much time, time do you have, time have you got, need to be in, priority, impact on you, important, how long do you have left, how long do you have until, time left, need to be done, need to be finished, have to be done, have to be finished, must be done, needs to be done, need it done, need it back, needed by, want it done, have to finish, need to finish, must it be, must be finished, at stake, depend on it, depending on this, depends on it, depends on this, hinge on",
  // Feelings and manners
  feeling:
    "sorry to hear, sorry about, sorry for, sorry that, so sorry, apology, apologies, apologise, apologize, frustrating, frustrate, frustrated, frustration, annoying, annoy, annoyed, stressful, stress, stressed, stressing, worrying, i understand, i can understand, understandable, understandably, i appreciate, i can imagine, i can see why, i can see how, i see why, that sounds, sounds like a, sounds awful, sounds rough, sounds tough, must be, awkward, i know how, i hear you, i get it, i get that, i get how, i feel, bad timing, worst time, terrible timing, not ideal, not what you need, last thing you need, last thing you want, nightmare, horrible, awful, no fun, a pain, what a pain, inconvenience, inconvenient, tough, difficult for you, hard for you, embarrassing, poor you, take this seriously, know it is, know this is, rough, under pressure, pressure",
  regret:
    "sorry for the wait, sorry for the delay, sorry about the wait, sorry about the delay, sorry for keeping, sorry to keep, apologies for the wait, apologies for the delay, sorry, apology, apologies, apologise, apologize",
  noblame:
    "no worries, not your fault, no one is judging, nobody is judging, not judging, no judgement, no judgment, not in trouble, no trouble, nobody is blaming, no blame, not blaming, happen to everyone, happens to everyone, happen to anyone, happen to the best, could happen to, happens a lot, happens all the time, happens more, common, very common, easily done, easy mistake, easy to, we all, i have done it, i did the same, done the same, fall for, falls for, convincing, glad you told, glad you said, glad you are telling, thank you for telling, thanks for telling, thank you for being honest, thanks for being honest, thank you for your honesty, right thing, did the right, right to, good that you, good that you told, do not worry, no need to be embarrassed, nothing to be ashamed, nothing to be embarrassed, no shame, safe to tell, you can tell me, nothing bad, not upset, not angry, not here to judge, not here to blame, here to help",
  fault:
    "your fault, your own fault, you should have, you should not have, you broke, you caused, careless, user error, stupid, silly, idiot, obviously, how could you, you must have done, why did you not, why did not you, why would you, did you not read, did you not think, your mistake, you messed up, you clearly, calm down, irresponsible, incompetent, your problem, did something wrong, you did wrong, you do wrong, must have done, your own doing, should know better, not my problem, not our problem",
  reassure: "no worries, do not worry, not to worry, no need to worry, here to help, no bother",
  // What becomes of things
  erase:
    "delete, bin, trash, get rid of, erase, throw away, throw it away, throw out, throw that away, throw them away, discard, remove, wipe, purge, clear out, ditch, dispose of, empty your, dump, chuck, destroy, scrap, zap, deleted items, take it out of, out of your inbox, disappear, do away with",
  unerase:
    "not delete, never delete, not bin, not trash, not erase, not throw, not discard, not remove, not wipe, not get rid, without delete, rather than delete, instead of delete, avoid delete, not be delete",
  keepsafe:
    "keep, leave, save, hold on to, hold onto, hang on to, hang onto, retain, preserve, not touch, store, set aside, put aside, hold it, not do anything with",
  needed:
    "need, evidence, want to see, will want, would like to see, important for, useful, help us, examine, analyse, investigate, look at it",
  recover: "restored, restore, recover, recovered, undelete, get back, brought back",
  keepverb: "keep, hold on to, hold onto, hang on to, hang onto, retain, save it",
  permit:
    "can be, should be, may be, must be, has to be, need to be, ought to be, safe to, okay to, ok to, fine to, you may, as well, advisable, good idea, sensible",
  withus: "to me, to us, with me, with us, in my hand, to reception, with reception, to somebody",
  ignore:
    "ignore, forget, forget about, leave, leave alone, leave it there, leave them there, never mind, not mind, not worry, not bother, no need to bother, disregard, overlook, let them be, let it be, let lie, skip, no matter",
  unimportant:
    "not matter, not important, not urgent, no problem, not a problem, fine there, fine where, safe there, safe where, okay there, ok there, can wait, can stay, may stay, could stay, will be thrown, get thrown, will throw, nobody will, no one will, nobody care, no one care, not our concern, not worth, not a priority, no big deal, not a big deal, harmless, be fine, i will leave, we leave, not worry about, not bother, not need to, still be there, no harm, cleaner, tidy up, tidied, nobody goes, nobody uses, no one goes, no one uses, secondary, second priority, low priority, less important, worry later, not stress about, not fret about, not concern yourself, not your concern",
  heed: "not forget, never forget, not ignore, never ignore, not leave, never leave, not just leave, not overlook, can not leave, must not leave, not be leave, rather than leave, instead of leave, not be forgotten, leave to, can not stay, must not stay, not stay, not lie, not let them, not let those, not let the, not let these, should not stay, will not let, not remain, not sit",
  thanks:
    "thanks, thank you, thank, thank you very much, many thanks, much appreciated, grateful, perfect, great, brilliant, lovely, excellent, super, wonderful, cool, nice one",
  greet:
    "service desk, help desk, helpdesk, it desk, hello, hi, hiya, hey, good morning, good afternoon, good day, welcome, my name is, i am called, this is the service desk, greetings, good evening, howdy, hallo, how are you, how are you doing, how are you today, how do you do, nice to meet you, pleased to meet you, hope you are well, hope you are doing well",
  hold: "allow me, allow us, one moment, just a moment, one second, one sec, just a sec, a moment, bear with me, hang on, hold on, give me a minute, give me a second, give me a sec, give me a moment, one minute, two minutes, a minute, two secs, let me check, let me have a look, let me look, let me see, checking, looking into, please wait, stay with me, hold the line",
  close:
    "anything else comes up, anything else crops up, if anything else, anything else i can, anything else you need, anything else today, close this, close the ticket, closing the ticket, close your ticket, close the case, closing this, have a nice, have a good, have a great, goodbye, bye, take care, good luck, is there anything else i, all done here, happy to close, anything else you would like, else you would like, else you want to know, else i can do, anything else you want, anything further i, something else i can, anything more i can, else i may, else i might, further i may",
  report:
    "let me know, tell me, shout, give me a shout, say when, say so, report back, update me, keep me posted, keep me updated, drop me a line, come back to me",
  help: "help, assist, look after, support",
  fetch:
    "take care of, reset, send, walk, guide, unlock, clear, remove, set, revoke, fix, sort, enable, wipe, check, look, stay, raise, escalate, pass, make, get you, help you, show you, take you, go through",
  offtopic:
    "window in your, window seat, weather, football, the match, the game, football match, cricket match, joke, recipe, lunch today, song, music, holiday, poem, capital of, president, dinner, pizza, cricket, rugby, favourite, favorite, hobby, dog, cat, rain, raining, rainy, sunny, sunshine, snow, snowing",
  person:
    "a bot, a robot or, an ai, artificial, a machine or, real person, human, chatbot, chat gpt, chatgpt, language model, simulation, simulated, roleplay, role play, root cause, your instructions, system prompt, the scenario",
  decline:
    "unable to, i am afraid, not allowed, not permitted, against policy, policy, not possible",
  stakes:
    "deadline, noon, urgent, urgency, time pressure, tight, clock, late, important, depend, rely, in front of, mute, laugh, embarrassed, a lot of people, everyone waiting, customers, your customer, your clients",
  disconnect:
    "disconnect, turn off, switch off, come off, get off, drop off, log off, log out of, without",
  callback:
    "call back, callback, call you back, ring you back, call you on, phone you back, number on file, number on record, recorded number, registered number, number we have, number we hold",
  cause:
    "take all, take the whole, take nearly, take almost, take most, no place, no space, because, cause, reason, due to, using up, use up, using all, uses all, take up, taking up, takes up, eat, eating, hog, hogging, fill, filling, fill up, block, blocking, squeeze, compete, share, sharing, fight, fighting, clog, clogging, busy, full, slow down, slows down, no room, little room, crowd, crowding, leave, interfere, interfering, that is why, which is why, causing, makes you, making you, make your, culprit, to blame, behind this, room for, too much, jam, drown, steal",
  advice:
    "in future, in the future, next time, from now on, going forward, whenever you, best to, better to, try to avoid, avoid, remember to, make sure, tip, advice, advise, recommend, suggest, rule of thumb, keep in mind, do it at, do it when, do them when, leave them, leave it, should be fine, you can start, start it again, resume, restart the upload, continue, carry on, turn it back on, let it run, let it finish, run it, run them, upload them, save them, save the videos",
} satisfies Record<string, string>;

export type Concept = keyof typeof entries;

export const sharedConcepts: Record<string, readonly string[]> = Object.fromEntries(
  Object.entries(entries).map(([concept, phrases]) => [concept, phrases.split(", ")]),
);
