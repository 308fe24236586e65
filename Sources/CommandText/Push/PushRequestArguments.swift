import Payments

/// Whom `kaunta push` asks for what: the options, checked before anything is opened; no message repeats the phone.
package struct PushRequestArguments {
  /// Whom.
  package let phone: PhoneNumber
  /// How much.
  package let amount: Shillings
  /// What the customer's SMS shows; nil where nothing was given.
  package let reference: AccountReference?
  /// How long `--wait` waits.
  package let waitSeconds: Int
  /// The key of `--once`; nil where none was given.
  package let onceKey: OnceKey?

  /// Reads the options.
  package init(
    phone: String, amount: String, reference: String?, waitSeconds: String, once: String?
  ) throws(CommandFailure) {
    self.phone = try Self.checked(PhoneNumber.parse(phone), "--phone")
    self.amount = try Self.checked(Shillings.parse(amount), "--amount")
    self.reference =
      if let reference { try Self.checked(AccountReference.parse(reference), "--reference") } else { nil }
    guard let seconds = Int(waitSeconds), (0...86_400).contains(seconds) else {
      throw fail("--wait=S takes 0 to 86400 seconds. Nothing was sent.", Exit.usage)
    }
    self.waitSeconds = seconds
    onceKey = once.flatMap(OnceKey.init)
    if once != nil, onceKey == nil { throw .blankOnceKey }
  }

  private static func checked<Value>(
    _ parsed: Result<Value, some TypedError>, _ option: String
  ) throws(CommandFailure) -> Value {
    do { return try parsed.get() } catch { throw fail("\(option): " + error.sentence.english, Exit.usage) }
  }
}
