/// What is pasted from chats, pages and cells: refused, or read as what stands in it, by a reading of its own here.
///
/// Bytes above ASCII stand for what people bring along, so that the fuzzer finds it.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  var text = ""
  for byte in UnsafeBufferPointer(start: bytes, count: count) {
    if byte < 0x80 {
      text.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      text += brought[Int(byte & 0x7F) % brought.count]
    }
  }
  checkPhone(text)
  checkAmount(text)
  checkCode(text)
  checkSearch(text)
  checkPieces(text, at: bytes[0])
  return 0
}

private let brought = [
  "\u{202A}", "\u{202C}", "\u{2066}", "\u{2069}", "\u{FEFF}", "\u{200B}", "\u{200E}", "\u{2060}", "\u{AD}", "\u{A0}",
  "\u{2009}", "\u{202F}", "\u{3000}", "\r\n", "\u{2028}", "\u{2011}", "\u{2212}", "\u{FF10}", "\u{FF17}", "\u{0667}",
  "\u{06F1}", "\u{0967}", "\u{B2}", "\u{FF2F}", "\u{1F600}", "e\u{301}", "KSh ", "Ksh.", "KES ", "/=", "/-", ".00",
  "1,500",
  "1 500", "tel:", "https://wa.me/", "?text=", "+254", "00254", "0712345678", "(0)", "%2B", "%20",
  "whatsapp://send?phone=",
  " Confirmed. ", "Confirmed", " Imethibitishwa ", "UJ25K3M9QX", "UJ25K3M9QY", " sent to ", "254712345678",
]

/// All digits of any script, in their order.
private func digits(of text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.compactMap { scalar in
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return Unicode.Scalar(UInt32(value) + 0x30)
      }))
}

/// Without what nobody sees, wide letters and Arabic digits as ours, in capitals.
private func seen(_ text: String) -> String {
  let scalars = text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }.map { scalar in
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0x660...0x669: Unicode.Scalar(scalar.value - 0x630) ?? scalar
    case 0x6F0...0x6F9: Unicode.Scalar(scalar.value - 0x6C0) ?? scalar
    default: scalar
    }
  }
  var view = String.UnicodeScalarView()
  view.append(contentsOf: scalars)
  return String(view).uppercased()
}

private func checkPhone(_ text: String) {
  _ = PhoneNumber.grouped(whileTyping: text)
  switch PhoneNumber.parse(text) {
  case .failure(let error): checkSentence(error.sentence.english)
  case .success(let phone):
    let national = phone.msisdn.suffix(9)
    let forms = ["", "0", "254", "2540", "00254", "002540"].map { $0 + national }
    // In a link signs stand as their codes, and more may follow.
    let isLink = [":", "/"].contains { seen(text).contains($0) }
    let digits = digits(of: isLink ? seen(text).replacing("%2B", with: "+").replacing("%20", with: " ") : text)
    let isThere = isLink ? forms.contains { digits.hasPrefix($0) } : forms.contains(digits)
    if !isThere { fatalError("a phone that does not stand there") }
    guard case .success(phone) = PhoneNumber.parse(phone.msisdn) else { fatalError("not its own number") }
  }
}

private func checkAmount(_ text: String) {
  switch Shillings.parse(text) {
  case .failure(let error): checkSentence(error.sentence.english)
  case .success(let amount):
    var whole = seen(text)
    // What says that it is money, and nothing else, is taken away first.
    for words in ["KSHS.", "KSHS", "KSH.", "KSH", "KES.", "KES", "SHS.", "SHS", "SH.", "SH", "/=", "/-"] {
      whole = whole.replacing(words, with: " ")
    }
    if whole.contains(where: { !($0 == "," || $0 == "." || $0.isWhitespace || $0.isNumber || "-\u{2212}".contains($0)) }
    ) {
      fatalError("an amount among words")
    }
    let parts = whole.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count > 2 || digits(of: String(parts[0])) != "\(amount.count)" { fatalError("another amount") }
    if parts.count == 2,
      digits(of: String(parts[1])).contains(where: { $0 != "0" }) || digits(of: String(parts[1])).count > 2
    {
      fatalError("cents were lost")
    }
    let groups = parts[0].split { $0 == "," || $0.isWhitespace }
    if groups.count > 1, groups.dropFirst().contains(where: { $0.count != 3 }) || groups[0].count > 3 {
      fatalError("groups that are none")
    }
  }
}

/// The first thing that people do with a sentence is to show it: it must not hold what they typed.
private func checkSentence(_ sentence: String) {
  if sentence.isEmpty || sentence.unicodeScalars.contains(where: { !(0x20...0x7E).contains($0.value) }) {
    fatalError("a sentence that cannot be printed")
  }
  var run = 0
  for letter in sentence {
    run = letter.isNumber ? run + 1 : 0
    if run > 6 { fatalError("the phone stands in the sentence") }
  }
}

private func checkCode(_ text: String) {
  let finding = ReceiptText(text).finding
  let kept = String(seen(text).filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
  if case .code(let receipt) = finding, !kept.contains(receipt.code) { fatalError("a code that does not stand there") }
  // Two messages are two codes.
  let words = seen(text).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
  var codes: Set<Substring> = []
  for (word, next) in zip(words, words.dropFirst()) where next == "CONFIRMED" || next == "IMETHIBITISHWA" {
    let isCode = word.count == 10 && word.contains(where: \.isNumber) && word.contains(where: \.isLetter)
    if isCode, !word.contains("CONFIRMED") { codes.insert(word) }
  }
  if codes.count > 1, finding != .several { fatalError("one of two codes was guessed") }
}

private func checkSearch(_ text: String) {
  guard let term = SearchTerm(text) else { return }
  let isPlain = term.text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  if !isPlain || term.text.isEmpty || term.text.utf8.count > 24 { fatalError("a term that is none") }
  let typed = seen(text) + digits(of: text)
  for letter in term.text where letter.isLetter && !typed.contains(letter) { fatalError("a letter that was not typed") }
}

/// A terminal may hand on a paste in parts.
private func checkPieces(_ text: String, at place: UInt8) {
  var whole = CodeText()
  whole.paste(text)
  var pieces = CodeText()
  let middle = text.unicodeScalars.index(
    text.unicodeScalars.startIndex, offsetBy: Int(place), limitedBy: text.unicodeScalars.endIndex)
  pieces.paste(String(text.unicodeScalars[..<(middle ?? text.unicodeScalars.startIndex)]))
  pieces.paste(String(text.unicodeScalars[(middle ?? text.unicodeScalars.startIndex)...]))
  for field in [whole, pieces] {
    if field.text.count > 40 || field.text.contains(where: { !(" "..."~").contains($0) }) {
      fatalError("a field burst")
    }
  }
  if text.unicodeScalars.count < 1_000, whole.finding != pieces.finding { fatalError("parts read as something else") }
}
