//! French dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in French.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A burst pipe, and what the insurer pays.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            customer(&[
                "Bonjour, un tuyau a lâché sous l'évier dimanche et le parquet du couloir est complètement gondolé. J'ai fait une déclaration sous le numéro {claim}. Que dois-je faire maintenant ?",
                "Bonjour, je vous écris au sujet du sinistre {claim}. Le flexible de la machine à laver a cédé en notre absence et deux pièces sont touchées. Quelle est la marche à suivre ?",
            ]),
            admin(&[
                "Nous sommes navrés d'apprendre cela. Prenez tout en photo avant de déplacer ou de jeter quoi que ce soit, et gardez les factures des travaux urgents. Un expert vous contactera sous {days} jours.",
                "Quelle mauvaise surprise. Merci de photographier chaque pièce et de ne pas encore commencer les réparations : l'expert conviendra d'un rendez-vous avec vous d'ici {days} jours.",
            ]),
            customer(&[
                "D'accord. Le plombier nous a déjà facturé son intervention d'urgence. Est-ce pris en charge ?",
                "Entendu. Et la facture du plombier ? Il a dû ouvrir la cloison pour trouver la fuite.",
            ]),
            admin(&[
                "Oui, la recherche de fuite et le dépannage sont garantis jusqu'à {amount}. Seul le tuyau lui-même reste à votre charge, s'il s'agit d'usure.",
                "Elle est couverte au titre de la recherche de fuite, dans la limite de {amount}. Le remplacement de la pièce usée, en revanche, ne l'est pas.",
            ]),
            customer(&[
                "Merci, c'est beaucoup plus clair. Je dépose la facture et les photos ce soir.",
                "Très bien, voilà qui me rassure. Vous aurez la facture et les photos dans la soirée.",
            ]),
            admin(&[
                "Parfait. Ajoutez-les au dossier {claim}, afin que l'expert puisse les consulter avant sa visite.",
                "Merci à vous. Rattachez-les au dossier {claim} dans vos documents, nous nous occupons du reste.",
            ]),
        ],
    },
    // The price at renewal.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            admin(&[
                "Bonjour, votre contrat {policy} arrive bientôt à échéance. La nouvelle cotisation annuelle s'élève à {amount} ; l'avis détaillé se trouve dans vos documents.",
                "Bonjour, nous avons préparé le renouvellement de votre contrat {policy}. La cotisation passera à {amount} par an. Merci de vérifier que vos informations sont toujours exactes.",
            ]),
            customer(&[
                "Ça fait une belle augmentation ! Je n'ai pas déclaré un seul sinistre en six ans. Pourquoi est-ce que je paie plus cher ?",
                "Franchement, je m'attendais à mieux. Rien n'a changé de mon côté et je n'ai jamais eu de sinistre. Pouvez-vous m'expliquer ?",
            ]),
            admin(&[
                "Je comprends votre déception. Cette hausse ne vous vise pas personnellement : le coût des réparations a fortement augmenté et tous les contrats de votre région ont été réévalués. Votre bonus est intégralement conservé.",
                "Votre question est légitime. Le prix des matériaux a beaucoup augmenté, et avec lui le montant des sinistres. Votre bonus, lui, reste au maximum.",
            ]),
            customer(&[
                "Y a-t-il un moyen de réduire la facture ? En augmentant la franchise, par exemple ?",
                "Je vois. Et si je payais en une seule fois, ou avec une franchise plus élevée ?",
            ]),
            admin(&[
                "Les deux sont possibles. Je peux vous établir un devis sans engagement ; vous aurez {days} jours pour vous décider.",
                "Tout à fait, une franchise plus haute change nettement le prix. Souhaitez-vous un devis ? Il reste valable {days} jours.",
            ]),
            customer(&["Oui, volontiers.", "Oui, je veux bien, merci beaucoup."]),
        ],
    },
    // Sharing the insurance profile with an advisor.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "Bonjour, mon courtier aimerait voir l'ensemble de mes contrats avant un achat immobilier. Puis-je lui donner accès sans lui communiquer mon mot de passe ?",
                "Bonjour, je voudrais montrer mon profil d'assurance à un conseiller indépendant. Quelle est la manière la plus sûre de le faire ?",
            ]),
            admin(&[
                "Ne donnez surtout jamais votre mot de passe. Dans la rubrique Partage, vous créez un accès en lecture seule et vous choisissez ce qui est visible : tous vos contrats, ou seulement {policy}.",
                "C'est prévu : ouvrez la rubrique Partage, sélectionnez les contrats à montrer, par exemple {policy}, puis invitez votre conseiller.",
            ]),
            customer(&[
                "Et combien de temps cet accès reste-t-il ouvert ? Je n'en ai besoin que pour un rendez-vous.",
                "Est-ce que le partage s'arrête tout seul ? Je ne voudrais pas l'oublier.",
            ]),
            admin(&[
                "Il expire automatiquement au bout de {days} jours, et vous pouvez le révoquer à tout moment d'un simple clic.",
                "Vous fixez vous-même la date de fin ; par défaut, l'accès est coupé après {days} jours. Vous pouvez aussi y mettre fin plus tôt.",
            ]),
            admin(&[
                "Chaque consultation est d'ailleurs inscrite dans un journal que vous pouvez consulter.",
                "Et si l'accès est révoqué, le lien n'affiche plus rien du tout.",
            ]),
            customer(&[
                "Parfait. J'imagine que mes données de santé ne sont pas visibles ? Dans ce cas, je crée le partage tout de suite.",
                "C'est exactement ce qu'il me fallait, merci !",
            ]),
        ],
    },
    // A suitcase that never arrived.
    Dialogue {
        line: Some(Line::Travel),
        turns: [
            customer(&[
                "Notre valise n'est jamais arrivée et la compagnie aérienne la considère désormais comme perdue. Est-ce couvert par mon assurance voyage {policy} ?",
                "Bonjour, la compagnie aérienne a perdu une de nos valises au retour de vacances. J'ai un contrat voyage, le {policy}. Puis-je obtenir un remboursement ?",
            ]),
            admin(&[
                "Oui, les bagages perdus sont garantis jusqu'à {amount} par personne. Il nous faut le constat de perte de la compagnie et une liste du contenu.",
                "Quel désagrément ! Votre contrat prévoit jusqu'à {amount} par personne pour les bagages. Merci de déposer le constat de la compagnie, vos cartes d'embarquement et l'inventaire de la valise.",
            ]),
            customer(&[
                "J'ai bien le constat, mais presque aucune facture. Qui garde le ticket d'une paire de chaussures de marche achetée il y a cinq ans ?",
                "Pour le constat, aucun souci. En revanche, je n'ai de facture que pour l'appareil photo. Des relevés bancaires et des photos peuvent-ils suffire ?",
            ]),
            admin(&[
                "Pour les vêtements et les chaussures, une liste raisonnable suffit. Nous ne demandons un justificatif que pour les objets de valeur, qui doivent d'ailleurs voyager en cabine.",
                "Cela convient pour les effets personnels. Attention toutefois : les objets de valeur placés en soute sont exclus de la garantie.",
            ]),
            customer(&[
                "Bien noté. Je viens d'envoyer le formulaire et toutes les pièces.",
                "C'est compris. La déclaration est remplie et envoyée 🙂",
            ]),
            admin(&[
                "Merci, elle est enregistrée sous le numéro {claim}. Vous aurez une réponse sous {days} jours.",
                "Bien reçu : dossier {claim}. Nous statuons en général en moins de {days} jours.",
            ]),
        ],
    },
    // Still no answer.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "Bonjour, j'ai envoyé ma déclaration il y a plus de trois semaines et je n'ai aucune nouvelle du dossier {claim}. Quelqu'un peut-il me dire où on en est ?",
                "Bonjour, où en est le dossier {claim} ? On m'avait promis une réponse sous quinze jours et ce délai est largement dépassé.",
            ]),
            customer(&[
                "J'ai aussi essayé d'appeler deux fois, mais j'ai abandonné après une demi-heure d'attente.",
                "Le toit est bâché pour l'instant, je ne peux vraiment plus attendre longtemps.",
            ]),
            admin(&[
                "Vous avez raison et je vous présente mes excuses. Après la tempête, nous avons reçu bien plus de déclarations que d'habitude, et la vôtre attendait l'avis d'un expert.",
                "Toutes mes excuses pour ce silence. Le rapport de l'expert vient seulement de nous parvenir ; nous aurions dû vous en avertir.",
            ]),
            customer(&[
                "Je comprends que vous soyez débordés, mais un petit mot aurait suffi. Et maintenant ?",
                "Merci pour votre franchise. Quelle est la suite ?",
            ]),
            admin(&[
                "Je reprends moi-même votre dossier. La décision tombera d'ici {days} jours et je vous verse dès aujourd'hui un acompte de {amount} pour les travaux urgents.",
                "Votre dossier est sur mon bureau. Un acompte de {amount} vient d'être débloqué ; la décision définitive suivra sous {days} jours.",
            ]),
            customer(&[
                "Merci, cela me soulage vraiment.",
                "Merci beaucoup. Tenez-moi au courant cette fois, s'il vous plaît.",
            ]),
        ],
    },
];
