/// Whatever a stranger sends: what comes out is short, printable, and says paid for nothing but the code 0.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let body = Array(UnsafeBufferPointer(start: bytes, count: count))
  guard case .success(let report) = CallbackDecoder.decode(body: body) else { return 0 }
  if report.resultCode == .paid, report.resultCode.rawValue != "0" { fatalError("paid by another code than 0") }
  for text in [report.resultDescription, report.transactionDateText].compactMap({ $0 }) {
    if text.isEmpty || text.unicodeScalars.count > OutsideText.longest + 16 { fatalError("text of no length") }
    for scalar in text.unicodeScalars where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
      fatalError("a control character came through")
    }
    if text.unicodeScalars.contains(where: {
      (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
    }) {
      fatalError("an override of direction came through")
    }
  }
  if let description = report.resultDescription {
    var run = 0
    for scalar in description.unicodeScalars {
      run = scalar.properties.numericType == .decimal ? run + 1 : 0
      if run >= 9 { fatalError("a phone number could stand in this text") }
    }
    if OutsideText.clean(description) != description { fatalError("clean text is not clean") }
  }
  if let amount = report.amount, amount.count < 0 { fatalError("an amount below nothing") }
  if let receipt = report.receipt, Receipt(receipt.code) != receipt { fatalError("a receipt that is none") }
  return 0
}
