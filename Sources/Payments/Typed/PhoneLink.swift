/// Phone numbers as pages and chats link to them: `tel:+254712345678`, `https://wa.me/254712345678?text=…`.
enum PhoneLink {
  private static let schemes = ["tel://", "tel:", "callto:", "smsto:", "sms:"]
  private static let apps = ["whatsapp://send?phone=", "whatsapp://send/?phone="]
  private static let pages = ["wa.me/", "api.whatsapp.com/send/?phone=", "api.whatsapp.com/send?phone="]

  /// The number in a link; the text itself, where it is none.
  static func number(in text: TypedText) -> TypedText {
    guard text.signs.first?.read.properties.isAlphabetic == true else { return text }
    if let number = text.after(schemes) { return unescaped(number.cut(at: ["?"])) }
    if let number = text.after(apps) { return unescaped(number.cut(at: ["&", "#"])) }
    let page = text.after(["https://", "http://"]) ?? text
    guard let number = (page.after(["www."]) ?? page).after(pages) else { return text }
    return unescaped(number.cut(at: ["?", "&", "#", "/"]))
  }

  /// A plus or a space may be written as its code.
  private static func unescaped(_ link: TypedText) -> TypedText {
    link.replacing("%2b", with: "+").replacing("%20", with: " ")
  }
}
