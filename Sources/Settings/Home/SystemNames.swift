import Glibc

/// An account's name as the system knows it, or its number.
package func accountName(_ userID: UInt32) -> String {
  guard let entry = getpwuid(userID), let name = entry.pointee.pw_name else { return "user \(userID)" }
  return String(cString: name)
}

/// A path as a shell takes it, quoted only where it must be.
package func shellQuoted(_ path: String) -> String {
  let plain = path.utf8.allSatisfy {
    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
      || "/._-+=:@%".utf8.contains($0)
  }
  if plain, !path.isEmpty { return path }
  var quoted = "'"
  for character in path { quoted += character == "'" ? "'\\''" : String(character) }
  return quoted + "'"
}
