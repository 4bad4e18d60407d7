//! Turkish dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in Turkish.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A rear-end collision.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Merhaba, bu sabah kırmızı ışıkta beklerken arkadan çarptılar. Yaralanan yok ama bagaj kapanmıyor. Poliçe numaram {policy}. Hasarı nasıl bildirebilirim?",
                "İyi günler, işe giderken trafik kazası geçirdim. Karşı taraf kusurunu kabul etti, tutanağı birlikte imzaladık. Aracım {policy} numaralı poliçeyle sigortalı.",
            ]),
            admin(&[
                "Geçmiş olsun, yaralanan olmamasına sevindik. Kaza tespit tutanağını ve plakaların göründüğü fotoğrafları yükler misiniz?",
                "Çok geçmiş olsun. Dosya için imzalı tutanağın iki yüzüne ve hasarın birkaç fotoğrafına ihtiyacımız var.",
            ]),
            admin(&[
                "Bu arada sizin için {claim} numaralı dosyayı açtım, tüm belgeleri oraya ekleyebilirsiniz.",
                "Dosya numaranız {claim}; birazdan hesabınızda da göreceksiniz.",
            ]),
            customer(&[
                "Yükledim. Servisi kendim seçebilir miyim, yoksa sizin anlaşmalı servislerinizden birine mi gitmem gerekiyor?",
                "Hepsi tamam. Kendi ustama götürürsem muafiyet uygulanıyor mu?",
            ]),
            admin(&[
                "Seçim tamamen sizin. Anlaşmalı servislerde muafiyet yok; diğerlerinde {amount} tutarında muafiyet uygulanıyor.",
                "İstediğiniz yetkili servise gidebilirsiniz, ancak anlaşmalı olmayanlarda {amount} muafiyet var. Anlaşmalı serviste hem muafiyet ödemezsiniz hem de ikame araç verilir.",
            ]),
            customer(&[
                "O zaman anlaşmalı servise götüreyim. Yardımınız için teşekkürler!",
                "Anlaşmalı servis olsun lütfen. Çok teşekkür ederim 👍",
            ]),
        ],
    },
    // A document that is still missing.
    Dialogue {
        line: None,
        turns: [
            admin(&[
                "Merhaba, {claim} numaralı dosyanız neredeyse tamamlandı, yalnızca fatura eksik. {days} gün içinde yükleyebilir misiniz?",
                "İyi günler. {claim} numaralı hasar dosyası için orijinal faturaya ihtiyacımız var. Belgelerim bölümünden {days} gün içinde eklemenizi rica ederiz.",
            ]),
            customer(&[
                "Faturayı geçen hafta fotoğraflarla birlikte göndermiştim. Göremiyor musunuz?",
                "Çok garip, pazartesi günü hepsini bir arada yükledim. Uygulamada yeşil onay işareti de çıkmıştı.",
            ]),
            admin(&[
                "Fotoğraflar elimizde, fakat fatura dosyası boş görünüyor. Büyük ihtimalle yükleme yarıda kesilmiş.",
                "Fotoğrafları görüyorum ama faturayı açınca boş çıkıyor. Bağlantı kopmuş olabilir.",
            ]),
            customer(&[
                "Anladım, tarama dosyası epey büyüktü. Hemen tekrar deniyorum.",
                "Demek ondan, dosya çok büyüktü. Bir dakika lütfen.",
            ]),
            customer(&[
                "Şimdi daha küçük bir PDF olarak yükledim. Açılıyor mu?",
                "Tekrar gönderdim. Bu sefer okunuyor mu acaba?",
            ]),
            admin(&[
                "Evet, gayet net. Dosyanız onaylandı; {amount} kayıtlı hesabınıza aktarılacak.",
                "Okunuyor, teşekkür ederiz. {amount} tutarındaki ödemeniz için talimat verildi.",
            ]),
        ],
    },
    // Still no answer.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "Merhaba, {claim} numaralı dosyamı üç haftadan uzun süre önce açtım, hâlâ hiçbir haber yok. Ne durumda olduğunu öğrenebilir miyim?",
                "İyi günler, {claim} numaralı hasar dosyam ne aşamada? İki hafta içinde cevap verileceği söylenmişti, o süre çoktan geçti.",
            ]),
            customer(&[
                "Telefonla da iki kez denedim ama yarım saat bekledikten sonra kapatmak zorunda kaldım.",
                "Çatı şu anda brandayla kapalı, gerçekten daha fazla bekleyecek durumda değiliz.",
            ]),
            admin(&[
                "Çok haklısınız, özür dileriz. Fırtınadan sonra her zamankinden çok daha fazla başvuru geldi ve sizin dosyanız eksper raporunu bekliyordu.",
                "Sessizliğimiz için özür dilerim. Eksper raporu bize yeni ulaştı, ama bu arada sizi mutlaka bilgilendirmeliydik.",
            ]),
            customer(&[
                "Yoğun olduğunuzu anlıyorum, ama kısa bir mesaj yeterdi. Peki şimdi ne olacak?",
                "Açık sözlülüğünüz için teşekkürler. Bundan sonraki adım nedir?",
            ]),
            admin(&[
                "Dosyanızla artık bizzat ben ilgileniyorum. Karar {days} gün içinde çıkacak; acil onarım için de bugün {amount} avans ödüyoruz.",
                "Dosya şu an benim masamda. {amount} tutarında avans onaylandı, nihai kararı en geç {days} gün içinde bildireceğim.",
            ]),
            customer(&[
                "Teşekkür ederim, içim rahatladı.",
                "Çok sağ olun. Bu kez lütfen beni haberdar edin.",
            ]),
        ],
    },
    // Sharing the insurance profile with an advisor.
    Dialogue {
        line: None,
        turns: [
            customer(&[
                "Merhaba, mali danışmanım bütün sigortalarımı bir arada görmek istiyor. Şifremi vermeden ona nasıl erişim sağlayabilirim?",
                "İyi günler, sigorta profilimi bağımsız bir danışmana göstermek istiyorum. Bunun en güvenli yolu nedir?",
            ]),
            admin(&[
                "Şifrenizi lütfen hiç kimseyle paylaşmayın. Paylaşım bölümünden salt okunur bir bağlantı oluşturup neyin görüneceğini kendiniz seçebilirsiniz: tüm poliçeler ya da örneğin yalnızca {policy}.",
                "Paylaşım bölümünde göstermek istediğiniz poliçeleri, örneğin {policy} numaralı poliçeyi işaretleyip danışmanınızı davet edebilirsiniz. Danışman hiçbir şeyi değiştiremez.",
            ]),
            customer(&[
                "Peki bu erişim ne kadar süre açık kalıyor? Bana sadece bir görüşme için lazım.",
                "Kendiliğinden sona eriyor mu? Sonradan unutmak istemem.",
            ]),
            admin(&[
                "Erişim {days} gün sonra otomatik olarak kapanır. Dilerseniz daha önce tek tıkla iptal edebilirsiniz.",
                "Evet, standart süre {days} gündür. Süre dolunca bağlantı hiçbir şey göstermez; istediğiniz an kendiniz de kapatabilirsiniz.",
            ]),
            customer(&[
                "Harika. Danışman hasar geçmişimi ve sağlık bilgilerimi de görecek mi?",
                "Güzelmiş. Sağlık bilgilerim ile eski hasarlarım da görünür mü?",
            ]),
            admin(&[
                "Hayır. Sağlık bilgileri hiçbir zaman paylaşılmaz, hasarlar ise yalnızca siz işaretlerseniz görünür.",
                "Hasarlar siz açmadıkça gizlidir. Sağlıkla ilgili bilgilerin paylaşılması ise zaten mümkün değildir.",
            ]),
        ],
    },
];
