import CommandText
import Maintenance

extension FindingText {
  /// What a look found.
  init(_ finding: Finding) {
    let state: State =
      switch finding.state {
      case .good: .good
      case .look: .look
      case .bad: .bad
      }
    self.init(state, finding.part, finding.text, remedy: finding.remedy)
  }
}

extension DoctorReport {
  mutating func note(_ finding: Finding) { note(FindingText(finding)) }
}
