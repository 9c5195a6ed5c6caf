namespace TelegramHost.Client.Sessions;

/// <summary>Keeps marks, peers and quarantined updates in a file to which only what has changed is appended, and in memory to find them.</summary>
/// <remarks>
/// A batch is on the disk when its write ends. What a crash cuts off is taken away by the next batch. When most of the file
/// is history it is written anew.
/// </remarks>
internal sealed class FileJournal(string path, string description, Action<FileWriteStep>? fault) : IDisposable
{
    private const int EntriesPerBatch = 4096;
    // A file of less is not worth the work.
    private const int HistoryWorthRemoving = 2000;

    private readonly string _place = $"{description}, file {Path.GetFileName(path)}";
    private JournalContent? _content;
    private FileStream? _stream;
    private long _end;

    /// <summary>What is stored; read when it is first asked for.</summary>
    /// <exception cref="SessionStoreException">It can't be read or is damaged.</exception>
    public async ValueTask<JournalContent> GetContentAsync(CancellationToken cancellationToken)
    {
        if (_content is not null)
            return _content;
        try
        {
            var content = new JournalContent();
            if (File.Exists(path))
                _end = JournalFormat.Read(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), content, _place);
            return _content = content;
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            throw FileFaults.Translate(exception, $"Could not read {_place}");
        }
    }

    /// <summary>Appends what <paramref name="write"/> writes, durably, and only then does the same in memory.</summary>
    /// <exception cref="SessionStoreException">Nothing was written.</exception>
    public async ValueTask AppendAsync(Action<BinaryWriter> write, Action<JournalContent> apply, int entries, CancellationToken cancellationToken)
    {
        var content = await GetContentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await AppendAsync(JournalFormat.Batch(write), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            throw FileFaults.Translate(exception, $"Could not write {_place}");
        }

        content.Entries += entries;
        apply(content);
        if (content.Entries - content.Live <= Math.Max(HistoryWorthRemoving, content.Live))
            return;
        try
        {
            await CompactAsync(content).ConfigureAwait(false);
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            // The batch is safe in the long file, and the next one tries again.
        }
    }

    /// <summary>Makes sure that an older version of the library does not take what is appended next for damage.</summary>
    /// <exception cref="SessionStoreException">The file is as it was.</exception>
    public async ValueTask UpgradeAsync(CancellationToken cancellationToken)
    {
        var content = await GetContentAsync(cancellationToken).ConfigureAwait(false);
        if (content.Version == JournalFormat.Version)
            return;
        try
        {
            await CompactAsync(content).ConfigureAwait(false);
        }
        catch (Exception exception) when (FileFaults.IsOne(exception))
        {
            throw FileFaults.Translate(exception, $"Could not write {_place}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();

    private async ValueTask AppendAsync(byte[] batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isNew = _end == 0;
        _stream ??= Open();
        if (_stream.Length > _end)
            _stream.SetLength(_end);
        _stream.Position = _end;
        fault?.Invoke(FileWriteStep.Append);
        // From here on it is finished: half a batch would only be cut off again.
        if (isNew)
            await _stream.WriteAsync(JournalFormat.Header(), CancellationToken.None).ConfigureAwait(false);
        await _stream.WriteAsync(batch, CancellationToken.None).ConfigureAwait(false);
        fault?.Invoke(FileWriteStep.FlushAppended);
        _stream.Flush(flushToDisk: true);
        if (isNew)
            FolderFlush.Run(Path.GetDirectoryName(path)!);
        _end = _stream.Position;
    }

    private FileStream Open()
    {
        var options = FileSessionLock.OwnerOnly(FileMode.OpenOrCreate);
        // What a full disk refuses must not wait in a buffer.
        options.BufferSize = 0;
        return new FileStream(path, options);
    }

    private async ValueTask CompactAsync(JournalContent content)
    {
        using var stream = new MemoryStream();
        stream.Write(JournalFormat.Header());
        foreach (var marks in content.Marks.All.Chunk(EntriesPerBatch))
            stream.Write(JournalFormat.Batch(writer => Array.ForEach(marks, mark => JournalFormat.WriteMark(writer, mark))));
        foreach (var peers in content.Peers.All.Chunk(EntriesPerBatch))
            stream.Write(JournalFormat.Batch(writer => Array.ForEach(peers, peer => JournalFormat.WritePeer(writer, peer))));
        foreach (var entries in content.Quarantine.All.Chunk(EntriesPerBatch))
            stream.Write(JournalFormat.Batch(writer => Array.ForEach(entries, entry => JournalFormat.WriteQuarantined(writer, entry))));
        // Windows renames over no open file.
        if (_stream is { } open)
            await open.DisposeAsync().ConfigureAwait(false);
        _stream = null;
        await FileReplacement.WriteAsync(path, stream.GetBuffer().AsMemory(0, (int)stream.Length), fault, CancellationToken.None)
            .ConfigureAwait(false);
        _end = stream.Length;
        (content.Entries, content.Version) = (content.Live, JournalFormat.Version);
    }
}
