/// Everything that a cashier can type, and the other small texts from outside: each either is refused or means one
/// thing.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  checkPhone(text)
  checkAmount(text)
  if case .success(let reference) = AccountReference.parse(text) {
    guard case .success(reference) = AccountReference.parse(reference.text), reference.text.utf8.count <= 12 else {
      fatalError("a reference that Safaricom cuts")
    }
  }
  if let receipt = Receipt(text), Receipt(receipt.code) != receipt { fatalError("a receipt that is none") }
  if let id = PaymentID(hex: text), id.hex != text { fatalError("two texts for one payment") }
  if let day = BusinessDay(text: text), day.text != text { fatalError("two texts for one day") }
  if let wall = EastAfricaTime.wallMilliseconds(parsing: text) {
    _ = EastAfricaTime(wallMilliseconds: wall).rfc3339
  }
  return 0
}

private func checkPhone(_ text: String) {
  _ = PhoneNumber.grouped(whileTyping: text)
  guard case .success(let phone) = PhoneNumber.parse(text) else { return }
  let isNumber = phone.msisdn.utf8.count == 12 && phone.msisdn.utf8.allSatisfy { (0x30...0x39).contains($0) }
  if !isNumber || !phone.msisdn.hasPrefix("254") { fatalError("a phone that is none") }
  guard case .success(phone) = PhoneNumber.parse(phone.msisdn) else { fatalError("not its own number") }
  // That its digits stand in the text is what the target `paste` looks at.
  _ = phone.operatorHint
}

private func checkAmount(_ text: String) {
  if case .success(let amount) = Shillings.parse(text) {
    guard (1...250_000).contains(amount.count), case .success(amount) = Shillings.parse("\(amount.count)") else {
      fatalError("an amount that M-Pesa does not have")
    }
  }
  if let cents = Cents(decimal: text), cents.count < 0 { fatalError("less than nothing") }
}
