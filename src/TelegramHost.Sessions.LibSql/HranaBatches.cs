using System.Globalization;
using TelegramHost.Client;
using TelegramHost.Sessions.Sql;

namespace TelegramHost.Sessions.LibSql;

/// <summary>Puts statements into a batch that is one transaction, and reads what it answers.</summary>
internal static class HranaBatches
{
    /// <summary>BEGIN, the statements, COMMIT, each only if the one before succeeded; and ROLLBACK if it came to no COMMIT.</summary>
    public static HranaBatch Transaction(IReadOnlyList<SqlStatement> statements)
    {
        List<HranaStep> steps = [new(new HranaStatement("BEGIN IMMEDIATE"))];
        foreach (var statement in statements)
            steps.Add(new HranaStep(new HranaStatement(statement.Text, [.. statement.Arguments.Select(ValueOf)]), Succeeded(steps.Count - 1)));
        steps.Add(new HranaStep(new HranaStatement("COMMIT"), Succeeded(steps.Count - 1)));
        steps.Add(new HranaStep(new HranaStatement("ROLLBACK"), new HranaCondition("not", Cond: Succeeded(steps.Count - 1))));
        return new HranaBatch(steps);
    }

    /// <summary>The rows of each statement; null if the answer can't be understood.</summary>
    /// <param name="result">The answer to <see cref="Transaction"/>.</param>
    /// <param name="count">How many statements there were.</param>
    /// <param name="translate">Makes an exception of an error.</param>
    public static IReadOnlyList<IReadOnlyList<object?[]>>? ReadRows(HranaBatchResult? result, int count, Func<HranaError, SessionStoreException> translate)
    {
        if (result is not { StepResults: { } results, StepErrors: { } errors } || results.Count < count + 2 || errors.Count < count + 2)
            return null;
        // The ROLLBACK behind them fails where the error has ended the transaction already, and does not count.
        for (var i = 0; i < count + 2; i++)
        {
            if (errors[i] is { } error)
                throw translate(error);
            if (results[i] is null)
                return null;
        }

        return [.. results.Skip(1).Take(count).Select(rows => rows!.Rows?.Select(row => row.Select(Read).ToArray()).ToList() ?? [])];
    }

    private static HranaCondition Succeeded(int step) => new("ok", Step: step);

    private static HranaValue ValueOf(object? argument) => argument switch
    {
        null => new HranaValue("null"),
        long number => new HranaValue("integer", number.ToString(CultureInfo.InvariantCulture)),
        string text => new HranaValue("text", text),
        byte[] bytes => new HranaValue("blob", Base64: Convert.ToBase64String(bytes)),
        _ => throw new ArgumentException($"{argument.GetType().Name} is no argument of a statement.", nameof(argument)),
    };

    private static object? Read(HranaValue value) => value.Type switch
    {
        "null" => null,
        "integer" => long.Parse(value.Value!, CultureInfo.InvariantCulture),
        "text" => value.Value,
        // The padding is left out.
        "blob" => Convert.FromBase64String(value.Base64!.PadRight((value.Base64.Length + 3) / 4 * 4, '=')),
        _ => throw new FormatException($"The server answered a value of type {value.Type}."),
    };
}
