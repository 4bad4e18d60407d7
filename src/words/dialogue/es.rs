//! Spanish dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in Spanish.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A burst pipe, and what the insurer pays.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            customer(&[
                "Buenos días. El domingo se rompió una tubería de la cocina y el parqué del pasillo se ha levantado. Ya di parte con el número {claim}. ¿Qué debo hacer ahora?",
                "Hola, les escribo por el siniestro {claim}. Reventó la toma de agua de la lavadora mientras estábamos fuera y se ha mojado media casa. ¿Cuáles son los siguientes pasos?",
            ]),
            admin(&[
                "Lamento mucho lo ocurrido. Haga fotos de todo antes de mover o tirar nada y guarde las facturas de los trabajos urgentes. El perito le llamará en un plazo de {days} días.",
                "Vaya disgusto, lo siento. Fotografíe cada habitación y, por favor, no empiece todavía la reparación del suelo. El perito concertará la visita con usted antes de {days} días.",
            ]),
            customer(&[
                "De acuerdo. El fontanero ya nos ha cobrado la urgencia y tuvo que romper parte de la pared. ¿Eso también está cubierto?",
                "Gracias. ¿Y la factura del fontanero? Vino en fin de semana y no fue precisamente barato.",
            ]),
            admin(&[
                "Sí. La localización de la fuga y la reparación urgente están cubiertas hasta {amount}. Solo queda excluida la propia tubería, si falló por desgaste.",
                "La búsqueda de la avería y la urgencia entran en su póliza, con un límite de {amount}. Lo que no pagamos es la pieza desgastada.",
            ]),
            customer(&[
                "Qué alivio 😊 Esta noche subo la factura y las fotos.",
                "Perfecto, ahora lo entiendo. Esta tarde les envío la factura y las imágenes.",
            ]),
            admin(&[
                "Muy bien. Adjúntelas al expediente {claim} para que el perito las vea antes de la visita.",
                "Gracias a usted. Súbalas en Documentos, dentro de {claim}, y nosotros nos encargamos del resto.",
            ]),
        ],
    },
    // A premium that could not be collected.
    Dialogue {
        line: None,
        turns: [
            admin(&[
                "Buenos días. El banco ha devuelto el recibo de {amount} de su póliza {policy}. ¿Podría comprobar si el número de cuenta sigue siendo correcto?",
                "Hola, no hemos podido cobrar la prima de {amount} correspondiente a la póliza {policy}. Suele ocurrir cuando la cuenta se ha cerrado o no tiene saldo suficiente.",
            ]),
            customer(&[
                "¡Ay, qué despiste! Cambié de banco hace poco y se me olvidó avisarles. ¿Sigo teniendo cobertura?",
                "Perdonen, cerré esa cuenta y no me acordé del seguro. ¿Significa eso que ahora estamos sin cobertura?",
            ]),
            admin(&[
                "No se preocupe, su cobertura sigue vigente. Si el pago se realiza en los próximos {days} días, no hay ningún recargo.",
                "Todo sigue cubierto con normalidad. Dispone de {days} días para regularizarlo sin coste adicional.",
            ]),
            customer(&[
                "Menos mal. Ya he puesto la cuenta nueva en mi perfil. ¿Tengo que hacer algo más?",
                "Qué alivio. Acabo de actualizar los datos bancarios en el perfil. ¿Con eso basta?",
            ]),
            admin(&[
                "Solo falta firmar la nueva orden de domiciliación, que encontrará en sus documentos.",
                "Casi: le queda por firmar la autorización de adeudo que le hemos dejado en Documentos.",
            ]),
            customer(&[
                "Firmada. Gracias por la paciencia.",
                "Listo, muchas gracias.",
            ]),
        ],
    },
    // Adding a driver.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Buenas tardes. Mi hijo acaba de obtener el permiso de conducir y me gustaría incluirlo como conductor en la póliza {policy}. ¿Qué necesitan?",
                "Hola, quisiera añadir a mi hijo como segundo conductor en {policy}. Aprobó el examen hace dos semanas.",
            ]),
            admin(&[
                "¡Enhorabuena! Necesito una copia del permiso y saber con qué frecuencia va a usar el coche.",
                "¡Felicidades de nuestra parte! Suba, por favor, el permiso por las dos caras e indíqueme cuántos kilómetros hará al año, más o menos.",
            ]),
            customer(&[
                "Lo usará solo los fines de semana, unos 2000 kilómetros al año. Ya he subido el permiso.",
                "Muy de vez en cuando, menos de 2000 kilómetros al año. El permiso ya está en mis documentos.",
            ]),
            admin(&[
                "Recibido, gracias. Al ser conductor novel, la prima anual aumenta en {amount}, y la franquicia es más alta cuando conduce él.",
                "Ya lo veo. El suplemento por conductor novel es de {amount} al año y va bajando cada año sin siniestros.",
            ]),
            customer(&[
                "Es más de lo que esperaba, pero lo entiendo. ¿Desde cuándo puede conducir?",
                "Bueno, ya me lo imaginaba. ¿A partir de qué momento está asegurado?",
            ]),
            admin(&[
                "Desde que usted acepte el cambio en la ficha de {policy}. Hasta entonces, es mejor que no lo conduzca.",
                "En cuanto confirme la modificación de la póliza {policy} en la aplicación. El justificante aparece al instante en sus documentos.",
            ]),
        ],
    },
    // A new beneficiary for a life insurance.
    Dialogue {
        line: Some(Line::Life),
        turns: [
            customer(&[
                "Me divorcié hace un tiempo y en mi seguro de vida {policy} sigue figurando mi ex como beneficiario. ¿Cómo puedo cambiarlo?",
                "Buenas tardes, quiero modificar los beneficiarios de mi seguro de vida, con póliza {policy}. Todavía aparece mi anterior pareja.",
            ]),
            admin(&[
                "Puede cambiarlo cuando quiera; no hace falta el consentimiento de nadie. ¿A quién desea designar?",
                "Gracias por avisarnos. La designación actual es revocable, así que basta con su firma. ¿Quiénes serían los nuevos beneficiarios?",
            ]),
            customer(&[
                "Mis dos hijos, a partes iguales. Todavía son menores de edad. ¿Es un problema?",
                "A mis hijos, la mitad para cada uno. Tienen nueve y doce años, ¿eso importa?",
            ]),
            admin(&[
                "No es ningún problema, pero hasta que cumplan dieciocho años el dinero lo administraría su representante legal, normalmente el otro progenitor.\n\nSi prefiere que lo haga otra persona, puede indicarlo en el testamento; un notario le asesorará mejor que nosotros.",
                "Es posible. Tenga en cuenta que el capital de {amount} lo gestionaría su tutor legal hasta la mayoría de edad, salvo que el testamento diga otra cosa.",
            ]),
            customer(&[
                "No lo había pensado. Hagamos el cambio ahora y ya consultaré lo del testamento.",
                "Gracias por advertirme. Hablaré con un notario, pero prefiero dejar el cambio hecho ya.",
            ]),
            admin(&[
                "Le he dejado el formulario listo para firmar. Una vez firmado, recibirá el nuevo certificado en un máximo de {days} días.",
                "Ya puede firmarlo digitalmente en sus documentos. La póliza {policy} actualizada le llegará en {days} días como mucho.",
            ]),
        ],
    },
    // A name spelled wrongly, and an old address.
    Dialogue {
        line: Some(Line::Home),
        turns: [
            customer(&[
                "Hola, en la póliza {policy} mi segundo apellido está mal escrito: falta la tilde y sobra una letra. ¿Lo pueden corregir?",
                "Buenos días. Hay una errata en mi apellido en los documentos de {policy}, aunque en el perfil sale bien.",
            ]),
            admin(&[
                "Disculpe el error. Para copiarlo exactamente necesito ver su documento de identidad; puede tapar la foto y el número.",
                "Sentimos la equivocación. ¿Podría subir una copia de su documento de identidad? Basta con que se lea el nombre completo.",
            ]),
            customer(&[
                "Ya está subido. Por cierto, también nos hemos mudado y la dirección de la póliza es la antigua.",
                "Hecho. Aprovecho para decirles que la póliza todavía lleva nuestra dirección anterior.",
            ]),
            customer(&[
                "La nueva está en mi perfil desde la mudanza.",
                "Pensaba que el cambio se haría solo, porque la dirección nueva sí consta en mi perfil.",
            ]),
            admin(&[
                "Ya está todo corregido. Al cambiar de domicilio se recalcula la prima, que queda en {amount} al año.",
                "Nombre y dirección actualizados. La nueva prima anual es de {amount}, porque el riesgo depende de la zona.",
            ]),
            admin(&[
                "La póliza corregida estará en sus documentos en un plazo de {days} días.",
                "Recibirá el nuevo ejemplar de {policy} dentro de {days} días, como muy tarde.",
            ]),
        ],
    },
];
