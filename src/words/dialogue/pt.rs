//! Portuguese dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in Portuguese.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // The price at renewal.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            admin(&[
                "Bom dia. A sua apólice {policy} será renovada em breve. O novo valor anual é de {amount}; o detalhe está nos seus documentos.",
                "Olá, já preparamos a renovação da apólice {policy}. O seguro passará a custar {amount} por ano. Pedimos que confirme se os seus dados continuam corretos.",
            ]),
            customer(&[
                "É um aumento e tanto! Em seis anos não tive um único sinistro. Qual é o motivo para eu pagar mais?",
                "Confesso que não esperava. Do meu lado nada mudou e nunca tive sinistros. Podem me explicar?",
            ]),
            admin(&[
                "Compreendo a sua insatisfação. O aumento não tem nada a ver com o seu histórico: o custo dos reparos subiu bastante e todas as apólices da sua região foram atualizadas. O seu desconto por ausência de sinistros continua igual.",
                "É uma pergunta justa. Os materiais ficaram mais caros e, com eles, os sinistros. O seu desconto por ausência de sinistros continua no máximo.",
            ]),
            customer(&[
                "Há alguma forma de baixar o valor? Com uma franquia mais alta, por exemplo?",
                "Entendo. E se eu pagasse tudo de uma vez ou aceitasse uma franquia maior?",
            ]),
            admin(&[
                "As duas coisas ajudam. Posso enviar uma simulação sem compromisso, válida por {days} dias.",
                "Sim, faz bastante diferença. Quer que eu prepare uma simulação? O prazo para decidir é de {days} dias.",
            ]),
            customer(&["Sim, por favor.", "Agradeço, fico no aguardo da simulação."]),
        ],
    },
    // A rear-end collision.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Bom dia, bateram na traseira do meu carro no semáforo. Ninguém se machucou, mas a tampa traseira não fecha mais. A minha apólice é a {policy}. Como comunico o sinistro?",
                "Olá, tive um acidente a caminho do trabalho. O outro condutor assumiu a culpa e assinamos os dois uma declaração. O carro está na apólice {policy}.",
            ]),
            admin(&[
                "Ainda bem que estão todos bem. Por favor, envie a declaração do acidente e fotografias dos dois carros, com as placas visíveis.",
                "O mais importante é que não houve feridos. Precisamos da declaração assinada, frente e verso, e de algumas fotografias dos danos.",
            ]),
            admin(&[
                "Enquanto isso, abri o processo {claim}; pode juntar tudo ali.",
                "O número do seu processo é {claim} e ele já aparece na sua área do cliente.",
            ]),
            customer(&[
                "Pronto. Posso escolher a oficina ou tem de ser uma da sua rede?",
                "Enviado. Se eu for à minha oficina de confiança, pago franquia?",
            ]),
            admin(&[
                "A escolha é sua. Nas oficinas da nossa rede não há franquia; nas outras, a franquia é de {amount}.",
                "Pode ir à oficina que preferir, mas fora da rede há uma franquia de {amount}. Na rede não paga nada e ainda tem um carro de substituição durante o conserto.",
            ]),
            customer(&[
                "Então prefiro uma oficina da rede. Agradeço a rapidez!",
                "Vou a uma da rede, então. Boa semana e até a próxima 👍",
            ]),
        ],
    },
    // A new beneficiary for a life insurance.
    Dialogue {
        line: Some(Line::Life),
        turns: [
            customer(&[
                "Boa tarde. Eu me divorciei há algum tempo e o meu seguro de vida {policy} ainda tem o meu ex-cônjuge como beneficiário. Como faço para alterar?",
                "Olá, quero mudar os beneficiários do meu seguro de vida, apólice {policy}. Ainda está lá o meu antigo cônjuge.",
            ]),
            admin(&[
                "Pode alterar quando quiser, sem precisar do consentimento de ninguém. Quem deseja indicar?",
                "A indicação atual pode ser revogada, por isso basta a sua assinatura. Quem serão os novos beneficiários?",
            ]),
            customer(&[
                "Os meus dois filhos, em partes iguais. Ainda são menores, há problema?",
                "Os meus filhos, metade para cada um. Têm nove e doze anos. Isso faz diferença?",
            ]),
            admin(&[
                "É possível. Até a maioridade, porém, o capital de {amount} seria administrado pelo representante legal, normalmente o outro progenitor.\n\nSe preferir outra pessoa, pode indicá-la em testamento; o melhor é consultar um advogado.",
                "Não há problema nenhum. Só tenha em conta que um representante legal administra o dinheiro até eles completarem dezoito anos.",
            ]),
            customer(&[
                "Não tinha pensado nisso. Pode fazer a alteração agora; depois falo com um advogado.",
                "Ainda bem que avisou. Vou cuidar do testamento à parte, mas quero deixar isto já alterado.",
            ]),
            admin(&[
                "O formulário já está nos seus documentos para assinar. Depois de assinado, o novo certificado chega no prazo de {days} dias.",
                "Preparei tudo para a assinatura digital. A apólice {policy} atualizada será enviada em até {days} dias.",
            ]),
        ],
    },
    // Cover before a long journey.
    Dialogue {
        line: Some(Line::Travel),
        turns: [
            customer(&[
                "Olá! Vamos viajar quatro meses pela Ásia. O nosso seguro de viagem {policy} cobre um período tão longo?",
                "Bom dia, antes de comprar as passagens queria confirmar uma coisa: a apólice {policy} cobre quatro meses no exterior?",
            ]),
            admin(&[
                "Que belo plano! A apólice cobre viagens de até noventa dias seguidos. Para mais tempo existe uma extensão, que precisa ser contratada antes da partida.",
                "O limite são noventa dias seguidos, por isso seria necessária a extensão para estadias longas. Depois da partida já não é possível incluí-la.",
            ]),
            customer(&[
                "Ainda bem que perguntei. Quanto custa? E as caminhadas na montanha estão incluídas?",
                "Certo. Qual é o preço, e podemos fazer mergulho?",
            ]),
            admin(&[
                "A extensão custa {amount} por pessoa. Caminhadas em percursos sinalizados e mergulho recreativo estão incluídos; escalada não.",
                "Fica em {amount} por pessoa para a viagem toda. As atividades de lazer normais, como caminhadas e mergulho, estão cobertas.",
            ]),
            customer(&[
                "Perfeito, pode incluir. Também tomo medicação para o colesterol: tenho de declarar?",
                "Ótimo, pode avançar, por favor. Só mais uma dúvida: tenho asma leve. Muda alguma coisa?",
            ]),
            admin(&[
                "Desde que esteja estável há seis meses, não muda nada. A extensão já consta na {policy}. Boa viagem! ✈️",
                "Não, se o tratamento for estável. O certificado atualizado da apólice {policy} chega no prazo de {days} dias.",
            ]),
        ],
    },
];
