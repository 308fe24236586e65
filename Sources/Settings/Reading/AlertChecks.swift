extension SettingsChecks {
  mutating func alerts() -> AlertSettings {
    let command = reading.text(.alertCommand) ?? AlertSettings.usualCommand
    if !command.isEmpty, !command.hasPrefix("/") {
      reading.add(
        .alertCommand, "\(SettingsReading.quoted(command)) is no absolute path",
        "write \(SettingName.alertCommand.example)")
    }
    let mail = reading.text(.alertMail) ?? AlertSettings.usualMail
    // It becomes a line of a mail's head.
    if !mail.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") }) {
      reading.add(
        .alertMail, "\(SettingsReading.quoted(mail)) is no address of one person",
        "write \(SettingName.alertMail.example)")
    }
    return AlertSettings(
      command: command.isEmpty ? nil : command, isCommandChosen: command != AlertSettings.usualCommand,
      mail: mail.isEmpty ? nil : mail)
  }
}
