import Crypto
import Glibc
import TestSupport

/// A callback that a test sends to the listener itself, as somebody who knows its address.
enum CallbackOfATest {
  /// What it says.
  enum Answer {
    case paid(amount: Int, receipt: String)
    case cancelled

    func body(about prompt: String) -> String {
      let head = "\"CheckoutRequestID\":\"\(prompt)\""
      switch self {
      case .paid(let amount, let receipt):
        return """
          {"Body":{"stkCallback":{\(head),"ResultCode":0,"ResultDesc":"ok","CallbackMetadata":{"Item":[\
          {"Name":"Amount","Value":\(amount).00},{"Name":"MpesaReceiptNumber","Value":"\(receipt)"},\
          {"Name":"PhoneNumber","Value":254712345678}]}}}}
          """
      case .cancelled:
        return "{\"Body\":{\"stkCallback\":{\(head),\"ResultCode\":1032,\"ResultDesc\":\"Request cancelled by user\"}}}"
      }
    }
  }

  /// The address of a payment of this shop, made with its key.
  static func address(of payment: String, in shop: RunningShop) throws -> String {
    let keys = readTextFile(shop.path("secrets/callback-keys")) ?? ""
    guard let line = keys.split(separator: "\n").first(where: { $0.hasPrefix("active ") }),
      let listens = readTextFile(shop.path("kaunta.toml"))?.split(separator: "\n")
        .first(where: { $0.hasPrefix("public_url = ") })?.split(separator: "\"").last
    else { throw TestFailure("no key or no address in \(shop.home)") }
    let digits = Array(line.dropFirst("active ".count).utf8)
    let key = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("kaunta1\nsimulator\n174379\n\(payment)".utf8), using: SymmetricKey(data: key))
    let tag = code.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return "\(listens)/c/\(payment)/\(tag)"
  }

  /// Sends it, and gives the listener's status.
  static func send(_ answer: Answer, to address: String, about prompt: String = "ws_CO_1") throws -> Int {
    let parts = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
    guard parts.count == 3 else { throw TestFailure("no address: \(address)") }
    return try Loopback.post("http://\(parts[1])", "/\(parts[2])", answer.body(about: prompt))
  }
}
