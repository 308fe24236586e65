extension SpoolDirectory {
  /// Goes through all that a delivery needs, without delivering: whether the spool would take a callback now.
  ///
  /// - Throws: ``SpoolError`` with the step that failed.
  public func probe() throws(SpoolError) {
    let temporary = temporaryPath()
    try files.createDurably(temporary, Array("kaunta probe\n".utf8), mode: modes.file)
    do throws(SpoolError) {
      try files.syncDirectory(path(.new))
      try files.unlink(temporary)
    } catch {
      files.unlinkQuietly(temporary)
      throw error
    }
  }
}
