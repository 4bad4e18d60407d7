//! Files that people upload to an insurer.

/// A file's name and what it is.
#[derive(Debug, Clone, Copy)]
pub struct Document {
    /// The name before the number and the extension.
    pub stem: &'static str,
    /// The extension, without its dot.
    pub extension: &'static str,
    /// The media type.
    pub mime_type: &'static str,
}

const fn file(stem: &'static str, extension: &'static str, mime_type: &'static str) -> Document {
    Document {
        stem,
        extension,
        mime_type,
    }
}

/// Ordinary uploads, in several languages, as cameras and scanners name them.
pub static DOCUMENTS: &[Document] = &[
    file("damage photo", "jpg", "image/jpeg"),
    file("driving licence", "pdf", "application/pdf"),
    file("IMG", "HEIC", "image/heic"),
    file("Scan", "pdf", "application/pdf"),
    file("repair invoice", "pdf", "application/pdf"),
    file("police report", "pdf", "application/pdf"),
    file("policy schedule", "pdf", "application/pdf"),
    file("kitchen before and after", "png", "image/png"),
    file("medical certificate", "tiff", "image/tiff"),
    file(
        "inventory",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    file(
        "statement",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    file("dashcam", "mp4", "video/mp4"),
    file("Führerschein", "pdf", "application/pdf"),
    file("Schadensfoto", "jpg", "image/jpeg"),
    file("justificatif de domicile", "pdf", "application/pdf"),
    file("relevé d'information", "pdf", "application/pdf"),
    file("carné de conducir", "jpg", "image/jpeg"),
    file("presupuesto del taller", "pdf", "application/pdf"),
    file("comprovante de residência", "pdf", "application/pdf"),
    file("صورة الحادث", "jpg", "image/jpeg"),
    file("رخصة القيادة", "pdf", "application/pdf"),
    file("事故写真", "jpg", "image/jpeg"),
    file("保険証券", "pdf", "application/pdf"),
    file("理赔材料", "zip", "application/zip"),
    file("बीमा पॉलिसी", "pdf", "application/pdf"),
    file("צילום הנזק", "jpg", "image/jpeg"),
    file("фото повреждений", "jpg", "image/jpeg"),
    file("ใบขับขี่", "png", "image/png"),
    file("사고 사진", "jpg", "image/jpeg"),
];
