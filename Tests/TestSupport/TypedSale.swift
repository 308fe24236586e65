extension SpawnedProgram {
  /// Types a payment at a desk: phone, Enter, amount, Enter.
  package func ask(_ phone: String, for amount: Int) throws {
    try typeIntoForm(phone)
    try press(.enter)
    try typeIntoForm("\(amount)")
    try press(.enter)
  }

  /// Types digits and sees them in the form: what a busy desk reads together with a line end is a paste.
  private func typeIntoForm(_ digits: String) throws {
    try type(digits)
    try waitForScreen("\(digits) in the form") { screen in
      screen.lines.prefix(Self.linesOfTheForm).contains { $0.filter(\.isNumber).hasPrefix(digits) }
    }
  }

  private static let linesOfTheForm = 8
}
