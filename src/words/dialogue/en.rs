//! English dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in English.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A burst pipe, and what the insurer pays.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            customer(&[
                "Good morning. A pipe burst under our kitchen sink on Sunday and the floor is soaked right through to the hallway. I have reported it as {claim}, but what should I do first?",
                "Hello, I'm writing about claim {claim}. The pipe behind the washing machine gave way while we were out and the parquet has lifted in two rooms. What do you need from me now?",
            ]),
            admin(&[
                "I'm sorry to hear that. Please photograph everything before you move or throw anything away, and keep the receipts for any emergency work. A loss adjuster will contact you within {days} days.",
                "That must have been a shock. Take photos of every room, keep one piece of the damaged flooring, and don't start the repairs yet. Our adjuster will be in touch within {days} days to arrange a visit.",
            ]),
            customer(&[
                "Thank you. The plumber has already charged us for the emergency visit. Is that covered as well, or only the damage itself?",
                "OK, will do. And what about the plumber's bill? He had to open the wall to find the leak, and it wasn't cheap.",
            ]),
            admin(&[
                "Finding the leak and the emergency repair are covered up to {amount} in total. What is not covered is the pipe itself if it failed through wear and tear.\n\nDrying equipment is paid separately, so please don't wait for the adjuster before you hire it. The longer the water stays in the subfloor, the harder it becomes to save the boards.",
                "Yes, tracing a leak is part of your home policy, with a limit of {amount}. Only the replacement of the worn pipe stays with you.",
            ]),
            customer(&[
                "That is much clearer. I'll upload the plumber's invoice and the photos this evening.",
                "Great, that's a relief. I'll send the invoice and the pictures tonight.",
            ]),
            admin(&[
                "Perfect. Please attach them to {claim} so that the adjuster sees them before the visit.",
                "Thank you. Add them under {claim} in your documents and we'll pick them up from there.",
            ]),
        ],
    },
    // A collision at a roundabout.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Hi, someone drove into the back of my car at a roundabout this morning. Nobody is hurt, but the boot no longer closes. My policy is {policy}. How do I report this?",
                "Hello, I had a car accident on the way to work. The other driver admitted it was his fault and we both signed the accident form. I'm insured under {policy}.",
            ]),
            admin(&[
                "I'm glad nobody was injured. Please upload the signed accident form and photos of both cars, including the number plates.",
                "Good to hear that everyone is fine. To open the claim we need the accident form, both sides, and a few photos of the damage.",
            ]),
            admin(&[
                "I have opened {claim} for you in the meantime, so you can add everything there.",
                "Your claim number is {claim}. You'll find it in your overview in a moment.",
            ]),
            customer(&[
                "Uploaded! Can I choose the garage myself, or do I have to go to one of yours?",
                "Done. Is there an excess if I use my own garage? I've been going to the same place for years.",
            ]),
            admin(&[
                "You are free to choose. With one of our partner garages there is no excess and you get a courtesy car; with your own garage the excess is {amount} and a replacement car is only included if you have that extra.",
                "Any recognised garage is fine. With your own garage an excess of {amount} applies; at a partner garage we waive it, and you get a replacement car while yours is being repaired.",
            ]),
            customer(&[
                "A partner garage then, please. Thanks!",
                "Then I'll take a partner garage. Thank you for the quick help 👍",
            ]),
        ],
    },
    // The price at renewal.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            admin(&[
                "Your policy {policy} renews soon. The new annual premium is {amount}; the renewal letter with the full breakdown is in your documents.",
                "We have prepared the renewal of {policy}. From the renewal date the premium will be {amount} a year. Please check that your details are still correct.",
            ]),
            customer(&[
                "That is quite a jump. I haven't made a single claim in six years, so why am I paying more?",
                "I was surprised by the increase, to be honest. Nothing has changed on my side and I have never claimed. Could you explain it?",
            ]),
            admin(&[
                "I understand that it is disappointing. The increase has nothing to do with you personally: repair costs and the price of building materials have risen sharply, and the rebuilding value of every home in your region was adjusted for that. Your no-claims discount has been kept in full, and without it the difference would have been a good deal larger.",
                "That's a fair question. Premiums for this type of policy went up for everyone because repairs have become more expensive. Your no-claims discount is still applied at the highest step.",
            ]),
            customer(&[
                "Is there anything I can do to bring it down? A higher excess, for example?",
                "I see. Would it help if I paid once a year, or took a higher excess?",
            ]),
            admin(&[
                "Yes, a higher voluntary excess makes a real difference, and paying yearly saves the instalment fee. Shall I prepare a quote? You have {days} days to decide after you receive it.",
                "Both help. I can send you a quote with a higher excess and yearly payment; it stays valid for {days} days and commits you to nothing.",
            ]),
            customer(&[
                "Yes please.",
                "That would be great, please send me the quote.",
            ]),
        ],
    },
    // A daughter who has just passed her test.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "My daughter has just passed her driving test and would like to use our car at weekends. How do I add her to policy {policy}?",
                "Good afternoon, I would like to add my daughter as a second driver on {policy}. She has had her licence for two weeks.",
            ]),
            admin(&[
                "Congratulations to her! I need a copy of her licence and an estimate of how often she will drive. Will she be the main driver at any time?",
                "How nice! Please upload a copy of her driving licence and let me know roughly how many kilometres a year she will drive.",
            ]),
            customer(&[
                "Only at weekends, perhaps 2000 km a year. I remain the main driver. The licence is in my documents now.",
                "She'll only drive now and then, less than 2000 km a year. I've just uploaded the licence, front and back.",
            ]),
            admin(&[
                "Thank you, that is all I need. As a young driver she adds {amount} to the yearly premium, and there is a higher excess for damage while she is at the wheel.",
                "Received, thank you. With a driver under 24 the premium goes up by {amount} a year. The surcharge falls each year that passes without a claim.",
            ]),
            customer(&[
                "That's more than I had hoped, but fine. When can she start driving?",
                "OK, I expected something like that. From when is she covered?",
            ]),
            admin(&[
                "From the moment you confirm the change in the overview of {policy}. Please don't let her drive before that.",
                "As soon as you accept the amended policy {policy} online. The confirmation appears in your documents straight away.",
            ]),
        ],
    },
    // A document that is still missing.
    Dialogue {
        line: None,
        turns: [
            admin(&[
                "Hello, we are nearly ready to settle {claim}, but the purchase receipt is missing. Could you upload it within {days} days?",
                "Good morning. To finish {claim} we still need the original purchase receipt. You can add it under Documents; please do so within {days} days so that the file isn't closed.",
            ]),
            customer(&[
                "I'm fairly sure I uploaded it last week, together with the photos. Can't you see it?",
                "That's strange, I sent everything at once on Monday. The app even showed a green tick.",
            ]),
            admin(&[
                "I can see the photos, but the other file has zero bytes. The upload was probably interrupted.",
                "The photos arrived safely. The receipt is listed too, but that file is empty when we open it.",
            ]),
            customer(&[
                "Ah. It's a scan and rather large. Is there a size limit?",
                "Oh, that explains it. It was a big scan; is there a maximum size?",
            ]),
            customer(&[
                "Never mind, I made a smaller one and it has gone through now. Could you check?",
                "I've just tried again with a PDF instead of a picture. Is it readable?",
            ]),
            admin(&[
                "Yes, it is perfectly readable. I have approved {claim} and {amount} will be transferred to the account we have on file.",
                "Got it, thank you! Everything is complete now, and the payment of {amount} for {claim} has been released.",
            ]),
        ],
    },
    // Sharing the insurance profile with an advisor.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "I'd like an independent advisor to look at all my policies before I buy a house. Can I let her see my insurance profile without giving her my password?",
                "Hello, my mortgage advisor has asked for an overview of my insurance. What is the safest way to share it with him?",
            ]),
            admin(&[
                "Yes, and please never give anyone your password. Under Sharing you can create a link for one advisor. You choose what is visible: all policies, or for example only {policy}.",
                "You can share your profile read-only. Open Sharing, pick the policies you want to show, such as {policy}, and invite the advisor from there.",
            ]),
            customer(&[
                "And how long does that access last? I don't want it to stay open for ever.",
                "Does it stop by itself at some point? I only need it for one meeting.",
            ]),
            admin(&[
                "It expires automatically after {days} days, and you can end it sooner with one click. You also see a log of every time the profile was opened.",
                "You set the end date yourself; the standard is {days} days. After that the link shows nothing any more, and you can revoke it earlier whenever you like.",
            ]),
            customer(&[
                "Excellent. Will claims and medical details be visible too?",
                "That sounds good. Can the advisor also see my claims and health questions?",
            ]),
            admin(&[
                "No. Health information is never part of a shared profile, and claims are only shown if you tick that box yourself.",
                "Claims are hidden unless you switch them on, and anything about your health can't be shared at all.",
            ]),
        ],
    },
    // A name spelled wrongly, and an old address.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            customer(&[
                "There is a mistake in my surname on {policy}: two letters have been swapped. It is correct in my profile, but not on the policy schedule.",
                "Hello, my last name is misspelled on the documents for {policy}. The accent is missing and one letter is wrong. Could you correct that, please?",
            ]),
            admin(&[
                "Sorry about that. Could I ask for a copy of your passport or identity card? You can cover the photo and the document number.",
                "My apologies for the error. Please upload a copy of an identity document, so that we copy the spelling exactly. You can black out everything except the name.",
            ]),
            customer(&[
                "Uploaded. While you're at it: we have moved, and the old address is still on the policy.",
                "Here it is. I've also just noticed that the policy still has our previous address, although we moved months ago.",
            ]),
            customer(&[
                "I did change the address in my profile, by the way.",
                "The new one has been in my profile since the move, so I assumed it would be taken over automatically.",
            ]),
            admin(&[
                "The name has been corrected. The address has to be confirmed for each policy, because the risk can differ per location. I've done that for you; the premium becomes {amount} a year.",
                "Both are now right. A new address does mean a new calculation for home contents: your yearly premium is now {amount}.",
            ]),
            customer(&["Fine with me. Thanks!", "Perfect, thank you."]),
        ],
    },
    // Cancelling a policy after selling the car.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "I sold my car on Saturday and want to cancel {policy}. What do I need to do?",
                "Hi there. I no longer own the car that is insured under {policy}, so please cancel the insurance.",
            ]),
            admin(&[
                "I can arrange that. Please upload the proof of sale or the deregistration certificate; the cover then ends on the date shown there.",
                "Of course. As soon as I have the transfer certificate I can end the policy from the date of sale. You can add it under Documents.",
            ]),
            customer(&[
                "Done. I paid for the whole year in advance. Will I get the rest back?",
                "I've added it. What happens to the premium I have already paid?",
            ]),
            admin(&[
                "Yes. You paid for months in which you are no longer insured, so {amount} will be refunded to the account the premium was paid from. This takes up to {days} days.",
                "The unused part is refunded, without any fee. In your case that is {amount}, and you should have it within {days} days.",
            ]),
            customer(&[
                "Great. And my no-claims years, do I lose them?",
                "Good to know. Can I keep my no-claims years for a next car?",
            ]),
            admin(&[
                "They remain valid for three years. I've put a no-claims statement in your documents, which other insurers accept as well.",
                "You keep them for three years. The statement is in your documents, so you can use it whenever you insure another car with us or elsewhere.",
            ]),
        ],
    },
    // A suitcase that never arrived.
    Dialogue {
        line: Some(Line::Travel),
        turns: [
            customer(&[
                "Our suitcase never came off the belt when we flew home, and the airline now says it is lost for good. Is that covered by my travel insurance {policy}?",
                "Hello, the airline has lost one of our suitcases with nearly all of our clothes in it. I have travel cover under {policy}. Can I claim for that?",
            ]),
            admin(&[
                "How annoying! Yes, lost luggage is covered up to {amount} per person. Please report it with the airline's property irregularity report and a list of what was inside.",
                "I'm sorry, that's a bad end to a holiday. Your policy covers luggage up to {amount} per person. We need the airline's report, your boarding passes and a list of the contents.",
            ]),
            customer(&[
                "I have the report, but hardly any receipts. Who keeps the receipt for a pair of walking boots or a raincoat for five years? I made a list with roughly what everything cost and when I bought it, and I have a few holiday photos in which you can see us wearing most of it. There was also a camera in the suitcase, and for that one I do have the receipt. Is that good enough, or will you turn it down?",
                "The report is no problem. Receipts are: I only have the one for the camera. Would bank statements and photos do for the rest?",
            ]),
            admin(&[
                "That is good enough. For clothing we accept a reasonable list; only for items of higher value do we ask for proof. One caution: cameras in checked luggage are excluded, so they should travel in the cabin.",
                "Yes, photos and statements are fine for clothes and shoes. Unfortunately the camera is not covered, because valuables have to be carried as hand luggage.",
            ]),
            customer(&[
                "A pity about the camera, but I understand. I've filled in the claim form.",
                "Lesson learned about the camera. I have just submitted the form.",
            ]),
            admin(&[
                "Thank you. It is registered as {claim}, and you will hear from us within {days} days.",
                "I can see it: {claim}. We normally decide on luggage claims within {days} days.",
            ]),
        ],
    },
    // An operation for the dog.
    Dialogue {
        line: Some(Line::Pet),
        turns: [
            customer(&[
                "Our dog tore a ligament and the vet wants to operate this week. The estimate is {amount}. Does {policy} cover that?",
                "Hello, our Labrador needs knee surgery and I have been quoted {amount}. Before I say yes: is this insured under {policy}?",
            ]),
            admin(&[
                "Poor thing! Surgery is covered if the injury happened after the waiting period. Could you ask the vet for the medical history?",
                "I hope he recovers soon. Operations are included, but we first need the vet's notes to rule out an existing condition.",
            ]),
            customer(&[
                "The vet has given me the full file and I've uploaded it. He never limped before.",
                "I've uploaded all the notes since he was a puppy. There is nothing about his knees in them.",
            ]),
            admin(&[
                "Thank you, I have read it. The operation is approved under {claim}. We pay eighty percent, and you pay the rest directly to the clinic.",
                "That is clear, thank you. We will reimburse eighty percent of the operation and the aftercare; please mention {claim} to the clinic.",
            ]),
            customer(&[
                "Wonderful news! Is physiotherapy included too? The vet says that swimming would help him.",
                "Thank you so much 🐶 What about the physiotherapy afterwards?",
            ]),
            admin(&[
                "Up to ten sessions, as long as the vet prescribes them. Give him a pat from us!",
                "Yes, ten sessions a year with a referral from the vet. All the best to your dog!",
            ]),
        ],
    },
    // A new beneficiary for a life insurance.
    Dialogue {
        line: Some(Line::Life),
        turns: [
            customer(&[
                "I got divorced some time ago and my ex-husband is still the beneficiary of my life insurance {policy}. How do I change that?",
                "Good evening. I would like to change the beneficiaries of my life insurance, {policy}. At the moment it still names my former partner.",
            ]),
            admin(&[
                "You can change that at any time, unless the beneficiary once accepted the appointment in writing. I have checked, and that isn't the case here. Whom would you like to appoint?",
                "Thank you for telling us. The current appointment is revocable, so you can change it without the consent of your former partner. Who should receive the benefit?",
            ]),
            customer(&[
                "My two children, in equal parts. They are nine and twelve. Is that a problem?",
                "Both my children, half each. They are still minors, does that matter?",
            ]),
            admin(&[
                "It is possible, but until they are of age a guardian would manage the money, and that would usually be their other parent. Many customers in your situation therefore appoint an administrator in their will. It isn't required, and I am not allowed to give legal advice, but a notary can tell you what is sensible. The insured sum of {amount} stays the same in any case.",
                "That's no problem for us. Do keep in mind that a legal guardian will manage the {amount} until they turn eighteen, unless your will says otherwise. A notary can advise you on that.",
            ]),
            customer(&[
                "Thank you for pointing that out. I'll talk to a notary, but please make the change now.",
                "I hadn't thought of that. Let's make the change now and I'll look into the will separately.",
            ]),
            admin(&[
                "The form is ready for your signature in your documents. Once it is signed, you'll have the new certificate for {policy} within {days} days.",
                "I've prepared the form, please sign it digitally. The amended policy will follow within {days} days.",
            ]),
        ],
    },
    // A premium that could not be collected.
    Dialogue {
        line: None,
        turns: [
            admin(&[
                "We were unable to collect the premium of {amount} for {policy}. Your bank returned the direct debit. Could you check your account details?",
                "Hello, the direct debit of {amount} for {policy} has failed. This often happens when an account has been closed or has insufficient funds.",
            ]),
            customer(&[
                "Oh no, I changed banks and forgot to tell you. Am I still insured?",
                "Sorry! I switched to another bank and completely forgot about this one. Does this mean I have no cover now?",
            ]),
            admin(&[
                "Don't worry, your cover continues as normal. If the premium is paid within {days} days, there are no extra costs either.",
                "Your cover is not affected. We'll try again in {days} days, and only after a second failure would we send a formal reminder.",
            ]),
            customer(&[
                "That's a relief. I've entered my new account number in my profile. Is that enough, or do you need anything else from me?",
                "Phew. The new account is in my profile now. Do I have to do anything else?",
            ]),
            admin(&[
                "Please sign the new direct debit mandate that has just appeared in your documents. We'll do the rest.",
                "One thing only: there is a new mandate waiting for your signature. After that we collect the premium automatically.",
            ]),
            customer(&["Signed. Thanks for your patience!", "Done, thank you."]),
        ],
    },
    // Still no answer.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "I sent in claim {claim} more than three weeks ago and I have heard nothing at all. Could somebody please tell me what is going on?",
                "Hello, what is the status of {claim}? The confirmation promised an answer within two weeks and that has long passed.",
            ]),
            customer(&[
                "I have also tried to call twice, but gave up after half an hour in the queue.",
                "My roof is covered with a tarpaulin at the moment, so I really can't wait much longer.",
            ]),
            admin(&[
                "You're right, and I apologise. After the storm we received far more claims than usual, and yours had been waiting for an external expert. I should have let you know.",
                "I'm very sorry about the silence. The expert's report only came in yesterday, but somebody ought to have told you that in the meantime.",
            ]),
            customer(&[
                "I understand that you're busy, but a short message would have helped. When will I get a decision?",
                "Thank you for being honest. What happens next, and when?",
            ]),
            admin(&[
                "I have taken over {claim} myself. You'll have the decision within {days} days, and I am paying out an advance of {amount} today so that you can have the most urgent work done.",
                "The file is now on my desk. An advance of {amount} has just been released for {claim}; the final decision follows within {days} days.",
            ]),
            customer(&[
                "Thank you, that helps a lot.",
                "I appreciate that. Please do keep me posted this time.",
            ]),
        ],
    },
    // Cover before a long journey.
    Dialogue {
        line: Some(Line::Travel),
        turns: [
            customer(&[
                "Hello! We are going to travel through South America for four months. Does our travel insurance {policy} cover such a long trip?",
                "Before I book: I'd like to spend four months abroad, partly working online. Is that covered under {policy}?",
            ]),
            admin(&[
                "What a lovely plan! Your policy covers trips of up to ninety days at a time. For longer journeys there is an extension, which has to be in place before you leave.",
                "That sounds wonderful. The standard limit is ninety days in a row, so you would need the long-stay extension. It can't be added once you are abroad.",
            ]),
            customer(&[
                "OK. What does the extension cost, and does it include hiking above 3000 metres?",
                "Good thing I asked. How much is it? And are diving and mountain hiking included?",
            ]),
            admin(&[
                "The extension costs {amount} per person. Hiking on marked trails is included at any altitude; for climbing with ropes or diving below thirty metres you need the sports module.\n\nMedical costs abroad are covered in full if you call the assistance line before any planned treatment. Please keep in mind that regions for which there is an official travel warning are excluded, so check the advice for each country before you go.",
                "It is {amount} per person for the whole journey. Normal hiking and recreational diving are included; mountaineering isn't.",
            ]),
            customer(&[
                "Clear. Please add it. I also take medication for high blood pressure; do I have to report that?",
                "Perfect, I'd like to have it. One more question: I have mild asthma. Does that change anything?",
            ]),
            admin(&[
                "Not as long as your treatment has been stable for six months. The extension is on {policy} now. Have a great trip! ✈️",
                "Stable conditions are covered, so no. I've added the extension to {policy}, and the new certificate is in your documents.",
            ]),
        ],
    },
    // Deleting the account.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "I want you to delete my account and all of my personal data.",
                "Please close my account. I moved my insurance elsewhere and no longer wish to have my data stored here.",
            ]),
            admin(&[
                "I can start that for you. However, {policy} is still active, and an account with a running policy can't be deleted. Shall I let it end first?",
                "Of course, that is your right. I do see that {policy} is still running. It would have to be ended before the account can be removed.",
            ]),
            customer(&[
                "I thought it had been cancelled already. Yes, please end it. Can I download my documents before they disappear?",
                "Oh, I wasn't aware of that. End it, please. And how do I get a copy of my documents?",
            ]),
            admin(&[
                "Under Privacy you can download everything as a single archive. Please do so soon: the account is closed {days} days after your confirmation and can't be restored.",
                "You can export all documents and messages under Privacy. After you confirm the deletion you have {days} days to change your mind; after that it is final.",
            ]),
            customer(&[
                "Downloaded and confirmed. Is everything really gone then?",
                "I have my copy and I've confirmed it. So nothing at all will be kept?",
            ]),
            admin(&[
                "Nearly everything. The law obliges us to keep invoices and settled claims for some years. They are locked away, nobody can see them in daily work, and they are erased automatically when that period ends. Your profile, messages, shared links and marketing preferences are deleted right away.",
                "Your profile and messages are erased. Only the invoices and claim files that we must keep by law remain, and those are blocked from all other use.",
            ]),
        ],
    },
    // Consent and language.
    Dialogue {
        line: None,
        turns: [
            admin(&[
                "Hello! We have updated our privacy settings. Could you check which consents you want to give? It takes less than a minute.",
                "Good afternoon. For {policy} we are missing your choice about digital letters and about sharing data with partners. Could you look at that under Consent?",
            ]),
            customer(&[
                "I've had a look. I agree to digital letters, but I don't want any marketing and no sharing with partners.",
                "OK, done: documents by app, yes; advertising, no. Can I change that later on?",
            ]),
            customer(&[
                "Something else: could I get my letters in English? They always come in the local language and I have to translate everything.",
                "By the way, my wife only reads English, and our documents for {policy} are in another language. Can that be changed?",
            ]),
            admin(&[
                "Certainly. I've recorded your choices; you can withdraw or change any consent at any moment. For the language, go to Profile and choose English. Letters and messages will then follow it, but the policy conditions remain legally binding in the original language.",
                "Your preferences are saved, and you can change them whenever you like. I have also set your language to English, so new letters will use it from now on.",
            ]),
            customer(&[
                "Great! Does it also apply to letters I've already received?",
                "Wonderful. Will the older documents be translated too?",
            ]),
            admin(&[
                "Not automatically, but I can request an English version of the current policy. It will be in your documents within {days} days.",
                "Older letters stay as they are. I've ordered the policy schedule in English for you, which takes up to {days} days.",
            ]),
        ],
    },
];
