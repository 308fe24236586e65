import CanonicalJSON
import TestSupport

/// A payment as the command prints it with `--json`.
struct PrintedPayment {
  let object: JSONObject

  init(line: String) throws {
    guard let object = try JSONValue(parsing: line).object else { throw TestFailure("no JSON object: \(line)") }
    self.object = object
  }

  var id: String { object["payment"]?.string ?? "" }
  var number: Int64? { object["number"]?.integer }
  var till: Int64? { object["till"]?.integer }
  var standing: String { object["standing"]?.string ?? "" }
  var flags: [String] { object["flags"]?.array?.compactMap(\.string) ?? [] }
  var receipt: String? { object["receipt"]?.string }
  var resultCode: String? { object["result_code"]?.string }
  var amount: Int64? { object["amount"]?.integer }
}
