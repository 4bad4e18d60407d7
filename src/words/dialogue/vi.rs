//! Vietnamese dialogues.
use super::{Dialogue, Line, admin, customer};

/// Conversations in Vietnamese.
pub(in crate::words) static DIALOGUES: &[Dialogue] = &[
    // A rear-end collision.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Chào anh/chị, sáng nay tôi đang dừng đèn đỏ thì bị xe sau đâm vào. Không ai bị thương nhưng cốp xe không đóng lại được. Số hợp đồng của tôi là {policy}. Tôi cần khai báo thế nào ạ?",
                "Xin chào, tôi vừa gặp tai nạn trên đường đi làm. Tài xế kia đã nhận lỗi và hai bên cùng ký biên bản. Xe của tôi được bảo hiểm theo hợp đồng {policy}.",
            ]),
            admin(&[
                "Thật may là mọi người đều an toàn. Anh/chị vui lòng tải lên biên bản tai nạn và ảnh hai xe, trong đó thấy rõ biển số.",
                "Người không sao là tốt rồi ạ. Để mở hồ sơ, chúng tôi cần biên bản có chữ ký và vài tấm ảnh chụp chỗ hư hỏng.",
            ]),
            admin(&[
                "Trong lúc chờ, tôi đã mở hồ sơ {claim}, anh/chị có thể bổ sung giấy tờ vào đó.",
                "Mã hồ sơ của anh/chị là {claim}, lát nữa sẽ hiển thị trong tài khoản.",
            ]),
            customer(&[
                "Tôi tải lên rồi. Tôi có được tự chọn gara không, hay phải đến gara của bên mình?",
                "Xong rồi ạ. Nếu tôi sửa ở gara quen thì có phải chịu mức khấu trừ không?",
            ]),
            admin(&[
                "Anh/chị được tự chọn. Ở gara liên kết thì không có khấu trừ, còn ở nơi khác mức khấu trừ là {amount}.",
                "Gara nào cũng được ạ, nhưng ngoài hệ thống thì anh/chị tự chịu {amount}. Ở gara liên kết, khoản này được miễn và có xe thay thế trong thời gian sửa.",
            ]),
            customer(&[
                "Vậy tôi chọn gara liên kết. Cảm ơn đã trả lời nhanh!",
                "Thế thì cho tôi đăng ký gara liên kết nhé. Cảm ơn nhiều 👍",
            ]),
        ],
    },
    // A document that is still missing.
    Dialogue {
        line: None,
        turns: [
            admin(&[
                "Chào anh/chị, hồ sơ {claim} gần như đã hoàn tất, chỉ còn thiếu hóa đơn. Anh/chị vui lòng tải lên trong vòng {days} ngày nhé.",
                "Kính gửi quý khách, để chi trả cho hồ sơ {claim}, chúng tôi cần thêm hóa đơn gốc. Quý khách vui lòng bổ sung ở mục Giấy tờ trong {days} ngày tới.",
            ]),
            customer(&[
                "Tuần trước tôi đã gửi cùng với ảnh rồi mà. Bên mình không thấy sao?",
                "Lạ nhỉ, hôm thứ Hai tôi tải tất cả lên một lượt, ứng dụng còn hiện dấu tích xanh.",
            ]),
            admin(&[
                "Ảnh thì chúng tôi đã nhận được, nhưng tệp hóa đơn lại trống. Có lẽ quá trình tải bị gián đoạn.",
                "Chúng tôi xem được ảnh. Hóa đơn có trong danh sách nhưng mở ra không có nội dung, chắc do mất kết nối.",
            ]),
            customer(&[
                "À, bản quét khá nặng. Để tôi thử lại.",
                "Ra là vậy. Chờ tôi một chút nhé.",
            ]),
            customer(&[
                "Tôi vừa gửi bản PDF nhẹ hơn. Bên mình mở được chưa ạ?",
                "Tôi đã tải lại rồi, lần này có đọc được không?",
            ]),
            admin(&[
                "Rất rõ ạ. Hồ sơ đã được duyệt, số tiền {amount} sẽ được chuyển vào tài khoản đã đăng ký.",
                "Đọc tốt rồi, cảm ơn anh/chị. Khoản bồi thường {amount} đang được chuyển đi.",
            ]),
        ],
    },
    // Adding a driver.
    Dialogue {
        line: Some(Line::Motor),
        turns: [
            customer(&[
                "Chào anh/chị, con gái tôi vừa thi đỗ bằng lái và tôi muốn thêm cháu vào hợp đồng {policy}. Thủ tục thế nào ạ?",
                "Xin chào, tôi muốn bổ sung con gái làm người lái thứ hai trong hợp đồng {policy}. Cháu mới có bằng được hai tuần.",
            ]),
            admin(&[
                "Chúc mừng cháu! Tôi cần bản sao bằng lái và muốn biết cháu sẽ lái xe thường xuyên đến mức nào.",
                "Xin chúc mừng gia đình ạ! Anh/chị vui lòng tải lên hai mặt bằng lái và cho biết mỗi năm cháu đi khoảng bao nhiêu cây số.",
            ]),
            customer(&[
                "Cháu chỉ lái cuối tuần, khoảng 2000 cây số một năm. Bằng lái tôi đã tải lên rồi.",
                "Thỉnh thoảng thôi ạ, chưa tới 2000 cây số một năm. Bằng lái có trong mục Giấy tờ rồi.",
            ]),
            admin(&[
                "Tôi đã nhận được. Vì cháu là lái xe mới nên phí hằng năm tăng thêm {amount}, mức khấu trừ khi cháu lái cũng cao hơn.",
                "Cảm ơn anh/chị. Phụ phí cho lái xe mới là {amount} mỗi năm và sẽ giảm dần nếu không có tai nạn.",
            ]),
            customer(&[
                "Hơi cao hơn tôi nghĩ, nhưng được ạ. Khi nào cháu có thể bắt đầu lái?",
                "Vâng, tôi cũng đoán vậy. Cháu được bảo hiểm từ lúc nào?",
            ]),
            admin(&[
                "Ngay khi anh/chị xác nhận thay đổi trong hợp đồng {policy}. Trước lúc đó, mong anh/chị chưa để cháu lái.",
                "Từ thời điểm anh/chị chấp nhận bản sửa đổi trên ứng dụng. Giấy chứng nhận mới sẽ có trong vòng {days} ngày.",
            ]),
        ],
    },
    // A new beneficiary for a life insurance.
    Dialogue {
        line: Some(Line::Life),
        turns: [
            customer(&[
                "Chào anh/chị, tôi đã ly hôn một thời gian mà người thụ hưởng trong hợp đồng nhân thọ {policy} vẫn là người bạn đời cũ. Tôi đổi thế nào ạ?",
                "Xin chào, tôi muốn thay đổi người thụ hưởng của bảo hiểm nhân thọ, hợp đồng {policy}. Hiện vẫn đang ghi tên người bạn đời cũ của tôi.",
            ]),
            admin(&[
                "Quý khách có thể đổi bất cứ lúc nào mà không cần ai đồng ý. Quý khách muốn chỉ định ai ạ?",
                "Cảm ơn đã thông báo. Việc chỉ định hiện tại có thể thay đổi, chỉ cần chữ ký của người mua bảo hiểm. Người thụ hưởng mới là ai ạ?",
            ]),
            customer(&[
                "Hai con của tôi, chia đều. Các cháu còn nhỏ, có vấn đề gì không?",
                "Cho hai con, mỗi cháu một nửa. Các cháu chín và mười hai tuổi, điều đó có ảnh hưởng gì không?",
            ]),
            admin(&[
                "Được ạ, nhưng cho đến khi các cháu đủ tuổi, người giám hộ sẽ quản lý số tiền {amount}.\n\nNếu muốn giao cho người khác, quý khách có thể ghi trong di chúc; tốt nhất nên hỏi luật sư.",
                "Không sao ạ. Chỉ lưu ý là người giám hộ hợp pháp sẽ quản lý số tiền đó đến khi các cháu đủ mười tám tuổi.",
            ]),
            customer(&[
                "Tôi chưa nghĩ tới chuyện này. Cứ đổi trước, rồi tôi sẽ hỏi luật sư.",
                "Cảm ơn đã nhắc. Chuyện di chúc tôi sẽ lo riêng, còn bây giờ xin đổi luôn giúp tôi.",
            ]),
            admin(&[
                "Mẫu đơn đã sẵn sàng để ký trong mục Giấy tờ. Sau khi ký, giấy xác nhận mới sẽ có trong {days} ngày.",
                "Mời quý khách ký điện tử vào mẫu đơn. Hợp đồng {policy} sửa đổi sẽ được gửi trong vòng {days} ngày.",
            ]),
        ],
    },
];
