package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import io.signalbox.edge.runs.RunFilters;
import io.signalbox.edge.views.Keyset;
import io.signalbox.edge.views.RunReads.Filter;
import org.springframework.util.MultiValueMap;

/// Which runs a client wants to see.
record RunListQuery(Filter filter, Keyset keyset) {

  static RunListQuery read(MultiValueMap<String, String> parameters) {
    Fields query = Paging.fields(parameters);
    Filter filter = RunFilters.read(query);
    Keyset keyset = Paging.keyset(query);
    query.check();
    return new RunListQuery(filter, keyset);
  }
}
